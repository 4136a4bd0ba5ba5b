package dev.redkit.bench.workload;

import dev.redkit.failure.Failure;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Durations;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Reads {@code SET user:{id:zipf 1M} "two words" {bytes:100}}: blanks separate, quotes hold together, braces are
 * placeholders; a brace that is meant is doubled. What is wrong is told with its column.
 */
final class TemplateParser {
    private static final int LARGEST = 512 * 1024 * 1024;
    private static final String KINDS =
            "placeholders are {key} {key:zipf 1M 0.99} {id} {newkey} {rand:1000} {int:1-1000} {ttl:1m-1h} {bytes:100}"
                    + " {vec:f32 768} {field:table.column}";

    private final String text;
    private final List<Table> tables;
    private final List<List<Piece>> arguments = new ArrayList<>();
    private final ByteArrayOutputStream literal = new ByteArrayOutputStream();
    private List<Piece> argument = new ArrayList<>();
    private boolean inArgument;
    private int at;

    TemplateParser(String text, List<Table> tables) {
        this.text = text;
        this.tables = tables;
    }

    List<List<Piece>> arguments() {
        while (at < text.length()) {
            char one = text.charAt(at);
            if (Character.isWhitespace(one)) {
                endArgument();
                at++;
            } else {
                inArgument = true;
                step(one);
            }
        }
        endArgument();
        if (arguments.isEmpty()) {
            throw new UsageError("a command of the workload is empty");
        }
        for (Piece piece : arguments.get(0)) {
            if (!(piece instanceof Piece.Literal)) {
                throw wrong(1, "the name of a command cannot be drawn");
            }
        }
        return arguments;
    }

    private void step(char one) {
        switch (one) {
            case '"', '\'' -> quoted(one);
            case '{' -> brace();
            case '}' -> {
                if (!text.startsWith("}}", at)) {
                    throw wrong(at + 1, "'}' closes nothing; a brace that is meant is doubled");
                }
                literal.write('}');
                at += 2;
            }
            default -> {
                int end = text.offsetByCodePoints(at, 1);
                literal.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
    }

    private void quoted(char quote) {
        int open = at++;
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) == '{') {
                brace();
            } else if (quote == '"' && text.charAt(at) == '\\' && at + 1 < text.length()) {
                escape();
            } else {
                int end = text.offsetByCodePoints(at, 1);
                literal.writeBytes(text.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        if (at == text.length()) {
            throw wrong(open + 1, "this quote is never closed");
        }
        at++;
    }

    private void escape() {
        char one = text.charAt(at + 1);
        if (one == 'x' && text.substring(at).matches("(?s)\\\\x[0-9a-fA-F]{2}.*")) {
            literal.write(Integer.parseInt(text.substring(at + 2, at + 4), 16));
            at += 4;
            return;
        }
        literal.write(
                switch (one) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> one;
                });
        at += 2;
    }

    private void brace() {
        if (text.startsWith("{{", at)) {
            literal.write('{');
            at += 2;
            return;
        }
        int close = text.indexOf('}', at);
        if (close < 0) {
            throw wrong(at + 1, "'{' is never closed; a brace that is meant is doubled");
        }
        endLiteral();
        try {
            argument.add(placeholder(text.substring(at + 1, close)));
        } catch (Failure e) {
            throw new UsageError(e.getMessage() + place(at + 1), e.hint().orElse(null), e);
        }
        at = close + 1;
    }

    private Piece placeholder(String inside) {
        int colon = inside.indexOf(':');
        String kind = colon < 0 ? inside.strip() : inside.substring(0, colon).strip();
        String rest = colon < 0 ? "" : inside.substring(colon + 1).strip();
        return switch (kind) {
            case "key", "id" -> new Piece.Key(kind.equals("key"), space(rest));
            case "newkey" -> new Piece.NewKey();
            case "rand" -> rand(rest);
            case "bytes" -> bytes(rest);
            case "int" -> number(rest, KeySpace::count);
            case "ttl" -> number(rest, TemplateParser::seconds);
            case "field" -> field(rest);
            case "vec" -> floats(rest);
            default -> throw new UsageError("'{" + inside + "}' is not a placeholder", KINDS);
        };
    }

    private static Optional<KeySpace> space(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(KeySpace.parse(text));
    }

    private static Piece rand(String text) {
        long bound = text.isEmpty() ? 1_000_000 : KeySpace.count(text);
        if (bound < 1) {
            throw new UsageError("{rand} needs a bound of at least 1");
        }
        return new Piece.Rand(bound);
    }

    /** {@code 1-1000}, {@code 60s-1h}. */
    private static Piece number(String text, ToLongFunction<String> parser) {
        int dash = text.indexOf('-');
        long least = parser.applyAsLong(dash < 0 ? text : text.substring(0, dash));
        long most = dash < 0 ? least : parser.applyAsLong(text.substring(dash + 1));
        if (least < 0 || most < least || most == Long.MAX_VALUE) {
            throw new UsageError("'" + text + "' is not a range", "write it as 1-1000, or as a time: 60s-1h");
        }
        return new Piece.Whole(least, most);
    }

    private static long seconds(String text) {
        return Durations.parse(text, ChronoUnit.SECONDS).toSeconds();
    }

    /** {@code users.name}; without the table's name when there is only one. */
    private Piece field(String text) {
        int dot = text.indexOf('.');
        String name = dot < 0 ? "" : text.substring(0, dot);
        for (Table table : tables) {
            if (table.name().equals(name) || (dot < 0 && tables.size() == 1)) {
                return new Piece.Field(table, table.column(text.substring(dot + 1)));
            }
        }
        throw new UsageError(
                "{field:" + text + "} is of no table that was given",
                tables.isEmpty()
                        ? "name the file: --data users=users.csv, then {field:users.name}"
                        : "there are "
                                + String.join(
                                        ", ", tables.stream().map(Table::name).toList()));
    }

    /** {@code 100}, {@code 100-4k}, and behind it the percentage of zeros: {@code 4kb zeros 50}. */
    private static Piece bytes(String text) {
        String[] words = text.isEmpty() ? new String[] {"100"} : text.split("\\s+", -1);
        int zeros = 0;
        if (words.length == 3 && words[1].equals("zeros")) {
            zeros = (int) Math.min(101, KeySpace.count(words[2]));
        }
        if ((words.length != 1 && words.length != 3)
                || zeros > 100
                || (words.length == 3 && !words[1].equals("zeros"))) {
            throw new UsageError("'" + text + "' is not a size", "write it as 100, 100-4kb, or '4kb zeros 50'");
        }
        int dash = words[0].indexOf('-');
        int least = size(dash < 0 ? words[0] : words[0].substring(0, dash));
        int most = dash < 0 ? least : size(words[0].substring(dash + 1));
        if (most < least) {
            throw new UsageError("'" + words[0] + "': the larger size comes second");
        }
        return new Piece.Bytes(least, most, zeros);
    }

    private static int size(String text) {
        long size = ByteSizes.parse(text);
        if (size > LARGEST) {
            throw new UsageError("'" + text + "' is more than the 512 MiB that a value may have");
        }
        return (int) size;
    }

    private static Piece floats(String text) {
        String[] words = text.split("\\s+", -1);
        long dimensions = words.length == 2 && words[0].equals("f32") ? KeySpace.count(words[1]) : 0;
        if (dimensions < 1 || dimensions > LARGEST / 4) {
            throw new UsageError("'" + text + "' is not a vector", "write it as {vec:f32 768}");
        }
        return new Piece.Floats((int) dimensions);
    }

    private void endLiteral() {
        if (literal.size() > 0) {
            argument.add(new Piece.Literal(literal.toByteArray()));
            literal.reset();
        }
    }

    private void endArgument() {
        endLiteral();
        if (inArgument) {
            checkVaryingAlone();
            arguments.add(argument);
            argument = new ArrayList<>();
            inArgument = false;
        }
    }

    private void checkVaryingAlone() {
        long varying = argument.stream().filter(Piece::varies).count();
        if (varying == 0 || argument.size() == 1) {
            return;
        }
        boolean field = argument.stream().anyMatch(Piece.Field.class::isInstance);
        boolean others = argument.stream().anyMatch(one -> !one.varies() && !(one instanceof Piece.Literal));
        if (!field) {
            throw wrong(at, "a value of varying size has to be an argument of its own");
        } else if (varying > 1 || others) {
            throw wrong(at, "beside a {field} nothing else of an argument can be drawn");
        }
    }

    private UsageError wrong(int column, String what) {
        return new UsageError(what + place(column));
    }

    private String place(int column) {
        return " (column " + column + " of '" + text + "')";
    }
}
