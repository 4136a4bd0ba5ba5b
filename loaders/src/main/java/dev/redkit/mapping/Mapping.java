package dev.redkit.mapping;

import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import java.io.Serializable;
import java.util.List;

/** What records become. Travels as its specification, and is the same wherever it arrives. */
public final class Mapping implements Serializable {
    private static final long serialVersionUID = 1L;

    private final MappingSpec spec;
    private final transient List<LayoutPlan> plans;

    private Mapping(MappingSpec spec) {
        this.spec = spec;
        plans = spec.layouts().stream().map(LayoutPlan::new).toList();
        boolean chosen = !spec.drop().isEmpty() || !spec.rename().isEmpty();
        if (chosen && plans.stream().noneMatch(LayoutPlan::takesFields)) {
            throw new UsageError(
                    "--drop and --rename mean nothing for "
                            + plans.get(0).structure().word(),
                    "they are for hashes, streams and documents");
        }
        boolean hash = plans.stream().anyMatch(plan -> plan.structure() == Structure.HASH);
        if (spec.expiry().fieldTtlMillis() != Change.NO_EXPIRY && !hash) {
            throw new UsageError("--field-ttl is for hashes only");
        }
        spec.types().forEach(ColumnType::parse);
        for (String column : spec.split().keySet()) {
            if (plans.stream().noneMatch(plan -> plan.columns().contains(column))) {
                throw new UsageError("--split " + column + " is of no use: no key and no member is made of it");
            }
        }
    }

    /**
     * Reads what can be read without knowing the columns.
     *
     * @throws UsageError for templates and options that cannot be
     */
    public static Mapping of(MappingSpec spec) {
        return new Mapping(spec);
    }

    public MappingSpec spec() {
        return spec;
    }

    /**
     * Finds the columns of one file.
     *
     * @param columns those of the records to come
     * @throws UsageError for a column that is not there, where all are known
     */
    public Mapper bind(Columns columns, Origin origin) {
        Verdict verdict = new Verdict();
        Binding outer = new Binding(columns, origin, spec.nulls(), verdict);
        Preparation preparation = Preparation.isNeeded(spec) ? new Preparation(spec, outer) : null;
        Binding binding =
                preparation == null ? outer : new Binding(preparation.columns(), origin, spec.nulls(), verdict);
        Step[] steps = new Step[plans.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new LayoutBinder(plans.get(i), spec, binding).step(i == 0);
        }
        return new Mapper(preparation, steps, verdict);
    }

    private Object readResolve() {
        return of(spec);
    }
}
