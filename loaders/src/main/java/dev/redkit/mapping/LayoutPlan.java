package dev.redkit.mapping;

import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A layout whose templates are read and whose parts are known to fit its structure. */
final class LayoutPlan {
    private final Layout layout;
    private final Template key;
    private final Map<Part, Template> parts = new EnumMap<>(Part.class);

    LayoutPlan(Layout layout) {
        this.layout = layout;
        if (layout.key() == null || layout.key().isEmpty()) {
            throw new UsageError("a key is needed", "say --key 'user:{id}'");
        }
        key = Template.parse("--key", layout.key());
        Set<Part> known = known(layout.structure());
        for (Map.Entry<Part, String> part : layout.parts().entrySet()) {
            if (!known.contains(part.getKey())) {
                throw new UsageError(
                        part.getKey().option() + " means nothing for "
                                + layout.structure().word(),
                        hint(layout.structure(), known));
            }
            parts.put(part.getKey(), template(part.getKey(), part.getValue()));
        }
        requireOneOf();
        for (Part part : required(layout.structure())) {
            if (!parts.containsKey(part)) {
                throw new UsageError(
                        layout.structure().word() + " needs " + part.option(),
                        "name a column, or give a template: " + part.option() + " '{column}'");
            }
        }
        if (!layout.fields().isEmpty() && !takesFields()) {
            throw new UsageError(
                    "--fields means nothing for " + layout.structure().word() + " as it is asked for here");
        }
    }

    private static String hint(Structure structure, Set<Part> known) {
        return known.isEmpty()
                ? structure.word() + " is made of all columns: choose with --fields, --drop and --rename"
                : structure.word() + " knows "
                        + String.join(", ", known.stream().map(Part::option).toList());
    }

    private static Set<Part> known(Structure structure) {
        return switch (structure) {
            case STRING -> EnumSet.of(Part.VALUE);
            case LIST, SET -> EnumSet.of(Part.MEMBER, Part.VALUE);
            case ZSET -> EnumSet.of(Part.SCORE, Part.MEMBER);
            case HASH -> EnumSet.noneOf(Part.class);
            case STREAM -> EnumSet.of(Part.ID);
            case JSON -> EnumSet.of(Part.PATH, Part.VALUE);
            case GEO -> EnumSet.of(Part.LON, Part.LAT, Part.MEMBER);
            case BITMAP -> EnumSet.of(Part.OFFSET, Part.BIT);
            case HLL -> EnumSet.of(Part.ELEMENT, Part.MEMBER, Part.VALUE);
            case COUNTER -> EnumSet.of(Part.FIELD, Part.AMOUNT);
            case PUBSUB -> EnumSet.of(Part.MESSAGE, Part.VALUE);
        };
    }

    private static List<Part> required(Structure structure) {
        return switch (structure) {
            case ZSET -> List.of(Part.SCORE);
            case GEO -> List.of(Part.LON, Part.LAT);
            case BITMAP -> List.of(Part.OFFSET);
            default -> List.of();
        };
    }

    /** The options that say the same: of them one is enough. */
    private void requireOneOf() {
        List<Part> given = new ArrayList<>(parts.keySet());
        given.retainAll(EnumSet.of(Part.MEMBER, Part.VALUE, Part.ELEMENT, Part.MESSAGE));
        if (given.size() > 1) {
            throw new UsageError(given.get(0).option() + " and " + given.get(1).option() + " say the same; give one");
        }
    }

    /**
     * What a user typed for a part: a template if it has braces; a text in double quotes, a number, a path and the star of
     * a message's id as they are; else the name of a column.
     */
    static Template template(Part part, String text) {
        return template(part.option(), text, part == Part.PATH || (part == Part.ID && text.equals("*")));
    }

    static Template template(String what, String text, boolean literal) {
        if (text.indexOf('{') >= 0 || text.indexOf('}') >= 0) {
            return Template.parse(what, text);
        }
        if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
            return Template.constant(text.substring(1, text.length() - 1));
        }
        Slice slice = new Slice();
        slice.set(text);
        if (literal || Numbers.decimal(slice) != Numbers.NONE) {
            return Template.constant(text);
        }
        if (text.isBlank()) {
            throw new UsageError(what + " is empty", "name a column, or give a template: " + what + " '{column}'");
        }
        return text.startsWith("#") ? Template.parse(what, "{" + text + "}") : Template.column(text);
    }

    Structure structure() {
        return layout.structure();
    }

    Template key() {
        return key;
    }

    List<String> fields() {
        return layout.fields();
    }

    /** The template of the first of these parts that was given, or null. */
    Template part(Part... names) {
        for (Part name : names) {
            if (parts.containsKey(name)) {
                return parts.get(name);
            }
        }
        return null;
    }

    /** Whether it is made of fields of the record, chosen by name. */
    boolean takesFields() {
        return switch (layout.structure()) {
            case HASH, STREAM -> true;
            case STRING, JSON, PUBSUB -> part(Part.VALUE, Part.MESSAGE) == null;
            default -> false;
        };
    }

    /** The one of these columns that hold many values of which it is made, or null. */
    String split(Set<String> columns) {
        Set<String> used = columns();
        used.retainAll(columns);
        if (used.isEmpty()) {
            return null;
        }
        if (used.size() > 1) {
            throw new UsageError(layout.structure().word() + " can be made of one split column only, not of "
                    + String.join(" and ", used));
        }
        String column = used.iterator().next();
        boolean single = switch (layout.structure()) {
            case STRING, JSON, PUBSUB, STREAM, HASH -> true;
            case COUNTER -> part(Part.FIELD) == null;
            default -> false;
        };
        if (single && !key.columns().contains(column)) {
            throw new UsageError(
                    "--split " + column + ": one key of a " + layout.structure().word() + " cannot take many values",
                    "make the key of it too, or choose a list or a set");
        }
        return column;
    }

    /** The columns that its key and its parts name. */
    Set<String> columns() {
        Set<String> names = new LinkedHashSet<>(key.columns());
        parts.values().forEach(part -> names.addAll(part.columns()));
        return names;
    }
}
