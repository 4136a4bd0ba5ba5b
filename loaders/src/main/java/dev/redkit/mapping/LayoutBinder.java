package dev.redkit.mapping;

import dev.redkit.failure.UsageError;
import dev.redkit.mapping.PartArguments.Slot;
import java.util.ArrayList;
import java.util.List;

/** Makes the step of a layout, for columns that are known now. */
final class LayoutBinder {
    private final LayoutPlan plan;
    private final MappingSpec spec;
    private final Binding binding;

    LayoutBinder(LayoutPlan plan, MappingSpec spec, Binding binding) {
        this.plan = plan;
        this.spec = spec;
        this.binding = binding;
    }

    Step step(boolean main) {
        boolean leavesOut = !main && spec.nulls().kind() == NullPolicy.Kind.SKIP;
        Piece key = new BoundTemplate(plan.key(), "--key", binding, null);
        Step.Parts parts = new Step.Parts(key, arguments(), expires(), split());
        return new Step(plan.structure(), parts, binding.verdict(), leavesOut);
    }

    private Step.Split split() {
        String name = plan.split(spec.split().keySet());
        if (name == null) {
            return null;
        }
        ColumnRef column = binding.column("--split", name);
        if (!column.isPlain()) {
            throw new UsageError("--split " + name + " is inside of another column", "compute a column of it: --set");
        }
        Splitter splitter = new Splitter(column, spec.split().get(name), binding.verdict());
        return new Step.Split(splitter, plan.key().columns().contains(name));
    }

    private Expires expires() {
        Expiry expiry = spec.expiry();
        if (expiry.isNever()) {
            return null;
        }
        Piece at = expiry.atColumn() == null
                ? null
                : new BoundTemplate(
                        LayoutPlan.template("--expire-at", expiry.atColumn(), false), "--expire-at", binding, null);
        return new Expires(expiry, at, binding.verdict());
    }

    private Arguments arguments() {
        return switch (plan.structure()) {
            case HASH -> new FieldArguments(choice(), null, spec.nulls(), binding.verdict());
            case STREAM ->
                new FieldArguments(
                        choice(), piece("--id", orElse(plan.part(Part.ID), "*")), spec.nulls(), binding.verdict());
            case STRING -> parts(valueOrRow("value", Part.VALUE));
            case PUBSUB -> parts(valueOrRow("message", Part.MESSAGE, Part.VALUE));
            case LIST, SET -> parts(member("member", Part.MEMBER, Part.VALUE));
            case HLL -> parts(member("element", Part.ELEMENT, Part.MEMBER, Part.VALUE));
            case ZSET -> parts(slot("score", Part.SCORE, Checks.SCORE), member("member", Part.MEMBER));
            case GEO ->
                parts(
                        slot("longitude", Part.LON, Checks.LONGITUDE),
                        slot("latitude", Part.LAT, Checks.LATITUDE),
                        member("member", Part.MEMBER));
            case BITMAP ->
                parts(
                        slot("offset", Part.OFFSET, Checks.OFFSET),
                        slot("bit", orElse(plan.part(Part.BIT), "1"), Checks.BIT));
            case COUNTER -> counter();
            case JSON -> document();
        };
    }

    private Arguments counter() {
        Slot amount = slot("amount", orElse(plan.part(Part.AMOUNT), "1"), Checks.AMOUNT);
        return plan.part(Part.FIELD) == null ? parts(amount) : parts(slot("field", Part.FIELD, Checks.NONE), amount);
    }

    private Arguments document() {
        Slot path = slot("path", orElse(plan.part(Part.PATH), "$"), Checks.NONE);
        return plan.part(Part.VALUE) == null
                ? parts(path, valueOrRow("document", Part.VALUE))
                : parts(path, slot("value", Part.VALUE, Checks.DOCUMENT));
    }

    private Arguments parts(Slot... slots) {
        return new PartArguments(slots, spec.nulls(), binding.verdict());
    }

    private static Template orElse(Template template, String constant) {
        return template == null ? Template.constant(constant) : template;
    }

    private Slot slot(String what, Part part, Checks check) {
        return slot(what, plan.part(part), check);
    }

    private Slot slot(String what, Template template, Checks check) {
        return new Slot(what, piece("--" + what, template), check);
    }

    private Piece piece(String what, Template template) {
        return new BoundTemplate(template, what, binding, spec.nulls().text());
    }

    private FieldChoice choice() {
        return new FieldChoice(plan.fields(), spec, binding);
    }

    private Slot valueOrRow(String what, Part... names) {
        Template template = plan.part(names);
        if (template != null) {
            return slot(what, template, Checks.NONE);
        }
        boolean verbatim = plan.fields().isEmpty()
                && spec.drop().isEmpty()
                && spec.rename().isEmpty()
                && spec.types().isEmpty()
                && spec.set().isEmpty()
                && spec.nulls().kind() == NullPolicy.Kind.STRICT;
        Piece row = new RowDocument(choice(), spec.nulls(), binding.origin().open(), verbatim);
        return new Slot(what, row, Checks.NONE);
    }

    private Slot member(String what, Part... names) {
        Template template = plan.part(names);
        return slot(what, template == null ? onlyColumnLeft(names[0]) : template, Checks.NONE);
    }

    private Template onlyColumnLeft(Part part) {
        List<String> left = new ArrayList<>(binding.columns().names());
        left.removeAll(plan.columns());
        left.removeAll(spec.drop());
        if (binding.origin().open() || left.size() != 1) {
            throw new UsageError(
                    plan.structure().word() + " needs " + part.option(),
                    "name a column, or give a template: " + part.option() + " '{column}'");
        }
        return Template.column(left.get(0));
    }
}
