package dev.redkit.mapping;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reads a layout said in one word, as {@code --also} has it: {@code STRUCTURE:KEY=PARTS}. The parts stand in the order in
 * which the server's command has them, with spaces between; the last takes the rest. Instead of {@code =} the last colon
 * will do, where a structure cannot be without parts: {@code set:city:{city}:{id}}.
 */
final class LayoutWords {
    private static final String HINT = "for example set:city:{city}={id}, zset:rank:{game}={points} {player}, "
            + "hash:name:{id}=first,last, counter:hits:{page}";

    private final String words;

    LayoutWords(String words) {
        this.words = words;
    }

    Layout layout() {
        int colon = words.indexOf(':');
        if (colon < 0) {
            throw new UsageError("--also '" + words + "' does not say which key", HINT);
        }
        Structure structure = structure(words.substring(0, colon));
        String rest = words.substring(colon + 1);
        int cut = outside(rest, '=', false);
        if (cut < 0 && needsParts(structure)) {
            cut = outside(rest, ':', true);
            if (cut < 0) {
                throw new UsageError(
                        "--also '" + words + "' does not say what goes into the " + structure.word(), HINT);
            }
        }
        String key = cut < 0 ? rest : rest.substring(0, cut);
        if (key.isEmpty()) {
            throw new UsageError("--also '" + words + "' does not say which key", HINT);
        }
        Layout layout = Layout.of(structure, key);
        return cut < 0 ? layout : parts(layout, rest.substring(cut + 1));
    }

    static Structure structure(String word) {
        for (Structure structure : Structure.values()) {
            if (structure.word().equals(word)) {
                return structure;
            }
        }
        List<String> known =
                Arrays.stream(Structure.values()).map(Structure::word).toList();
        String close = Suggestion.hint(word.toLowerCase(Locale.ROOT), known);
        throw new UsageError(
                "there is no structure '" + word + "'",
                close == null ? "there are " + String.join(", ", known) : close);
    }

    private static boolean needsParts(Structure structure) {
        return switch (structure) {
            case LIST, SET, ZSET, GEO, BITMAP, HLL -> true;
            case STRING, HASH, STREAM, JSON, COUNTER, PUBSUB -> false;
        };
    }

    private Layout parts(Layout layout, String text) {
        if (layout.structure() == Structure.HASH || layout.structure() == Structure.STREAM) {
            return layout.withFields(Arrays.stream(text.split(",", -1))
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .toList());
        }
        List<Part> order = order(layout.structure());
        List<String> given = cut(text, order.size());
        if (layout.structure() == Structure.COUNTER && given.size() == 1) {
            order = List.of(Part.AMOUNT);
        }
        Layout made = layout;
        for (int i = 0; i < given.size(); i++) {
            made = made.with(order.get(i), given.get(i));
        }
        return made;
    }

    private static List<Part> order(Structure structure) {
        return switch (structure) {
            case STRING, JSON -> List.of(Part.VALUE);
            case LIST, SET -> List.of(Part.MEMBER);
            case ZSET -> List.of(Part.SCORE, Part.MEMBER);
            case GEO -> List.of(Part.LON, Part.LAT, Part.MEMBER);
            case BITMAP -> List.of(Part.OFFSET, Part.BIT);
            case HLL -> List.of(Part.ELEMENT);
            case COUNTER -> List.of(Part.FIELD, Part.AMOUNT);
            case PUBSUB -> List.of(Part.MESSAGE);
            case HASH, STREAM -> List.of();
        };
    }

    private static List<String> cut(String text, int most) {
        List<String> parts = new ArrayList<>();
        String rest = text;
        while (parts.size() < most - 1) {
            int space = outside(rest, ' ', false);
            if (space < 0) {
                break;
            }
            parts.add(rest.substring(0, space));
            rest = rest.substring(space + 1);
        }
        parts.add(rest);
        return parts;
    }

    /** Where a character stands outside of braces: the first or the last place, or -1. */
    private static int outside(String text, char wanted, boolean last) {
        int found = -1;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth = Math.max(0, depth - 1);
            } else if (c == wanted && depth == 0) {
                if (!last) {
                    return i;
                }
                found = i;
            }
        }
        return found;
    }
}
