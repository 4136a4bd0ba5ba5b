package dev.redkit.mapping;

import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.JsonValue;
import dev.redkit.record.FieldType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** How values become text, and text values: the one place that decides it. {@code docs/mapping.md} has the rules. */
final class ValueText {
    /** What is no time. */
    static final long NO_TIME = Long.MIN_VALUE;

    /** As seconds this is the year 5138, as milliseconds 1973: a larger number counts milliseconds. */
    private static final long MOST_SECONDS = 100_000_000_000L;

    private static final int SHOWN = 60;

    private ValueText() {}

    /** The bytes of a text; null for null. */
    static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A value in a message: quoted, and not longer than a line takes. */
    static String shown(Slice value) {
        String text = new String(value.array, value.offset, Math.min(value.length, 5 * SHOWN), StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().limit(SHOWN).forEach(c -> {
            if (Character.isISOControl(c)) {
                shown.append("\\u").append(HexFormat.of().toHexDigits((char) c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.append(text.codePointCount(0, text.length()) > SHOWN ? "…\"" : "\"")
                .toString();
    }

    static boolean isJson(Slice value) {
        if (!Utf8.isValid(value)) {
            return false;
        }
        try (JsonParser parser =
                JsonPath.FACTORY.createParser(ObjectReadContext.empty(), value.array, value.offset, value.length)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    /**
     * A point in time as Unix milliseconds: seconds or milliseconds since 1970 (told apart by their size), or a date or a
     * date and time of ISO 8601, in UTC unless it says otherwise; {@link #NO_TIME} for anything else.
     */
    static long unixMillis(Slice value) {
        value.trim();
        if (Checks.isLong(value)) {
            long number = Long.parseLong(value.text());
            return Math.abs(number) < MOST_SECONDS ? 1000 * number : number;
        }
        return isoMillis(value.text());
    }

    static long isoMillis(String text) {
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant()
                        .toEpochMilli();
            }
            String time = text.length() > 10 && text.charAt(10) == ' ' ? text.replaceFirst(" ", "T") : text;
            boolean zone = time.endsWith("Z") || time.indexOf('+', 10) > 0 || time.indexOf('-', 10) > 0;
            return zone
                    ? OffsetDateTime.parse(time).toInstant().toEpochMilli()
                    : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            return NO_TIME;
        }
    }

    /** The kind and the text of a value that an expression gave. */
    static FieldType of(Object value, Slice out) {
        if (value == null) {
            out.setNull();
            return FieldType.NULL;
        }
        if (value instanceof byte[] bytes) {
            out.set(bytes);
            return FieldType.BYTES;
        }
        if (value instanceof Map || value instanceof List) {
            Bytes json = new Bytes();
            json(value, json);
            out.set(json.array(), 0, json.length());
            return FieldType.JSON;
        }
        out.set(text(value));
        if (value instanceof Boolean) {
            return FieldType.BOOLEAN;
        }
        if (value instanceof Double) {
            return FieldType.DECIMAL;
        }
        return value instanceof Number ? FieldType.INTEGER : FieldType.TEXT;
    }

    /** A single value as text: numbers as short as they can be, times as ISO 8601, durations in seconds. */
    static String text(Object value) {
        if (value instanceof Double number) {
            return text(number.doubleValue());
        }
        if (value instanceof Duration duration) {
            BigDecimal seconds =
                    BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
            return seconds.signum() == 0 ? "0s" : seconds.stripTrailingZeros().toPlainString() + "s";
        }
        return String.valueOf(value);
    }

    /** {@code 1}, {@code 0.1}, {@code 1e+300}, {@code inf}, {@code -inf}, {@code nan}; what is read back is the same double. */
    static String text(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        if (number == Math.rint(number) && Math.abs(number) < 1e17) {
            return number == 0 ? "0" : Long.toString((long) number);
        }
        String text = Double.toString(number);
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return text;
        }
        String digits = text.substring(0, exponent).replaceFirst("\\.0$", "");
        String power = text.substring(exponent + 1);
        return digits + "e" + (power.startsWith("-") ? power : "+" + power);
    }

    /** A value as compact JSON: numbers that JSON lacks, times and durations as text, bytes marked as base64. */
    static void json(Object value, Bytes out) {
        if (value == null || value instanceof Boolean || value instanceof Long || value instanceof BigInteger) {
            out.add(String.valueOf(value));
        } else if (value instanceof Map<?, ?> map) {
            out.add('{');
            boolean first = true;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                if (!first) {
                    out.add(',');
                }
                first = false;
                string(String.valueOf(entry.getKey()), out);
                out.add(':');
                json(entry.getValue(), out);
            }
            out.add('}');
        } else if (value instanceof List<?> list) {
            out.add('[');
            for (int i = 0; i < list.size(); i++) {
                if (i > 0) {
                    out.add(',');
                }
                json(list.get(i), out);
            }
            out.add(']');
        } else if (value instanceof byte[] bytes) {
            JsonText.binary(bytes, 0, bytes.length, out);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            out.add(text(number.doubleValue()));
        } else {
            string(text(value), out);
        }
    }

    private static void string(String text, Bytes out) {
        byte[] bytes = utf8(text);
        JsonText.string(bytes, 0, bytes.length, out);
    }

    /**
     * What an expression sees of a field: text as text (as bytes, where it is not UTF-8), numbers as numbers, JSON as lists
     * and maps.
     */
    static Object value(FieldType type, Slice field) throws EvaluationException {
        return switch (type) {
            case NULL -> null;
            case TEXT -> Utf8.isValid(field) ? field.text() : field.copy();
            case BYTES -> field.copy();
            case BOOLEAN -> isTrue(field);
            case JSON -> JsonValue.parse(field.array, field.offset, field.length);
            case INTEGER -> Checks.isLong(field) ? (Object) Long.parseLong(field.text()) : number(field);
            case DECIMAL -> number(field);
        };
    }

    /** Text, if it is no number after all. */
    private static Object number(Slice field) {
        if (Numbers.decimal(field) != Numbers.NONE) {
            return Double.parseDouble(field.text());
        }
        String text = field.text();
        return switch (text) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case "nan" -> Double.NaN;
            default -> text;
        };
    }

    /** Whether the text of a boolean is that of a true one. */
    static boolean isTrue(Slice bool) {
        byte first = bool.isEmpty() ? 0 : bool.array[bool.offset];
        return first == '1' || first == 't' || first == 'T';
    }
}
