package dev.redkit.mapping;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One step that a value goes through in a template: {@code |lower}, {@code |pad:8}. A null goes through all of them
 * unchanged, but for {@code default}.
 */
final class Filter {
    /** The longest text that {@code pad} fills up to. */
    static final int MAX_PAD = 1024;

    /** What there is, with the number of arguments each takes at least and at most. */
    enum Word {
        LOWER(0, 0),
        UPPER(0, 0),
        TRIM(0, 0),
        SHA1(0, 0),
        SHA256(0, 0),
        MD5(0, 0),
        HEX(0, 0),
        BASE64(0, 0),
        URLENCODE(0, 0),
        JSON(0, 0),
        PAD(1, 2),
        DEFAULT(1, 1),
        SUBSTR(1, 2),
        REPLACE(2, 2);

        private final int fewest;
        private final int most;

        Word(int fewest, int most) {
            this.fewest = fewest;
            this.most = most;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Word word;
    private final byte[] first;
    private final byte[] second;
    private final int from;
    private final int to;

    private Filter(Word word, List<String> args, int from, int to) {
        this.word = word;
        this.first = args.isEmpty() ? new byte[0] : args.get(0).getBytes(StandardCharsets.UTF_8);
        this.second = args.size() < 2 ? new byte[0] : args.get(1).getBytes(StandardCharsets.UTF_8);
        this.from = from;
        this.to = to;
    }

    static Filter of(String name, List<String> args) {
        List<String> names = Arrays.stream(Word.values()).map(Word::word).toList();
        if (!names.contains(name)) {
            String close = Suggestion.hint(name, names);
            throw new UsageError(
                    "there is no filter '" + name + "'",
                    close == null ? "there are " + String.join(", ", names) : close);
        }
        Word word = Word.valueOf(name.toUpperCase(Locale.ROOT));
        if (args.size() < word.fewest || args.size() > word.most) {
            throw new UsageError(
                    "filter '" + name + "' takes " + count(word) + ", not " + args.size(),
                    "for example {id|pad:8}, {name|default:none}, {code|substr:0:3}, {phone|replace:-:\"\"}");
        }
        return switch (word) {
            case PAD -> pad(args);
            case SUBSTR -> {
                int from = number(args.get(0), "substr");
                int to = args.size() == 2 ? number(args.get(1), "substr") : Integer.MAX_VALUE;
                yield new Filter(word, args, from, to);
            }
            case REPLACE -> {
                if (args.get(0).isEmpty()) {
                    throw new UsageError("filter 'replace' cannot replace nothing");
                }
                yield new Filter(word, args, 0, 0);
            }
            default -> new Filter(word, args, 0, 0);
        };
    }

    private static Filter pad(List<String> args) {
        int width = number(args.get(0), "pad");
        if (width < 0 || width > MAX_PAD) {
            throw new UsageError("filter 'pad' fills up to at most " + MAX_PAD + " characters, not " + width);
        }
        String fill = args.size() == 2 ? args.get(1) : "0";
        if (fill.codePointCount(0, fill.length()) != 1) {
            throw new UsageError("filter 'pad' fills with one character, not '" + fill + "'");
        }
        return new Filter(Word.PAD, List.of(fill), width, 0);
    }

    private static String count(Word word) {
        String most = word.most == 0 ? "no arguments" : word.most == 1 ? "1 argument" : word.most + " arguments";
        return word.fewest == word.most ? most : word.fewest + " or " + most;
    }

    private static int number(String text, String filter) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            throw new UsageError("filter '" + filter + "' needs a whole number, not '" + text + "'", null, e);
        }
    }

    void apply(Slice value) {
        if (word == Word.DEFAULT) {
            if (value.isNull() || value.isEmpty()) {
                value.set(first);
            }
            return;
        }
        if (value.isNull()) {
            return;
        }
        switch (word) {
            case LOWER -> Letters.lower(value);
            case UPPER -> Letters.upper(value);
            case TRIM -> value.trim();
            case SHA1 -> Digests.hex(value, "SHA-1");
            case SHA256 -> Digests.hex(value, "SHA-256");
            case MD5 -> Digests.hex(value, "MD5");
            case HEX -> Digests.hex(value);
            case BASE64 -> Digests.base64(value);
            case URLENCODE -> Letters.urlEncode(value);
            case JSON -> Letters.json(value);
            case PAD -> Letters.pad(value, from, first);
            case SUBSTR -> Letters.cut(value, from, to);
            case REPLACE -> Letters.replace(value, first, second);
            default -> throw new IllegalStateException(word.word());
        }
    }
}
