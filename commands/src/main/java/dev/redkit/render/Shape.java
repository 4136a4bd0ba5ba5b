package dev.redkit.render;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Forms of values that several formats need. */
final class Shape {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private Shape() {}

    /** A scalar as people read it. Control characters are escaped: data must not steer the terminal. */
    static String readable(Value value) {
        if (value instanceof Value.Shown shown) {
            return shown.text();
        } else if (value instanceof Value.Blob blob) {
            return escaped(blob.bytes());
        } else if (value instanceof Value.Items || value instanceof Value.Fields) {
            return JsonRenderer.compact(value);
        } else if (value instanceof Value.None) {
            return "-";
        }
        return harmless(plain(value));
    }

    /** A scalar as text, unchanged. */
    static String plain(Value value) {
        Value plain = value.plain();
        if (plain instanceof Value.Text text) {
            return text.text();
        } else if (plain instanceof Value.Num num) {
            return num.text();
        } else if (plain instanceof Value.Bool bool) {
            return bool.value() ? "true" : "false";
        } else if (plain instanceof Value.Failed failed) {
            return failed.message();
        } else if (plain instanceof Value.None) {
            return "";
        }
        return JsonRenderer.compact(plain);
    }

    /** A scalar as bytes, unchanged. */
    static byte[] bytes(Value value) {
        return value.plain() instanceof Value.Blob blob
                ? blob.bytes()
                : plain(value).getBytes(StandardCharsets.UTF_8);
    }

    private static String harmless(String text) {
        int at = 0;
        while (at < text.length() && !isControl(text.charAt(at))) {
            at++;
        }
        if (at == text.length()) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length() + 8).append(text, 0, at);
        for (; at < text.length(); at++) {
            char one = text.charAt(at);
            if (isControl(one)) {
                escape(out, one);
            } else {
                out.append(one);
            }
        }
        return out.toString();
    }

    /** Control characters, and those that turn the direction of a line or end it. */
    private static boolean isControl(char one) {
        return one < 0x20
                || (one >= 0x7f && one < 0xa0)
                || (one >= 0x2028 && one <= 0x202e)
                || (one >= 0x2066 && one <= 0x2069);
    }

    /** A text or bytes in quotes, in which quotes and backslashes are escaped too: as redis-cli shows and reads it. */
    static String quoted(Value value) {
        boolean bytes = value instanceof Value.Blob;
        String text = bytes
                ? new String(((Value.Blob) value).bytes(), StandardCharsets.ISO_8859_1)
                : ((Value.Text) value).text();
        StringBuilder out = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '"' || one == '\\') {
                out.append('\\').append(one);
            } else if (bytes ? one >= 0x7f || one < 0x20 : isControl(one)) {
                escape(out, one);
            } else {
                out.append(one);
            }
        }
        return out.append('"').toString();
    }

    /** JSON text whose control characters beyond ASCII are escaped as JSON does. */
    static String unicodeEscaped(String json) {
        StringBuilder out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char one = json.charAt(i);
            if (isControl(one)) {
                out.append("\\u")
                        .append(HEX[one >> 12 & 15])
                        .append(HEX[one >> 8 & 15])
                        .append(HEX[one >> 4 & 15])
                        .append(HEX[one & 15]);
            } else {
                out.append(one);
            }
        }
        return out.toString();
    }

    private static void escape(StringBuilder out, int one) {
        switch (one) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                // A character beyond one byte is written as its bytes, as redis-cli would read it.
                byte[] bytes = one < 0x100
                        ? new byte[] {(byte) one}
                        : Character.toString(one).getBytes(StandardCharsets.UTF_8);
                for (byte each : bytes) {
                    out.append("\\x").append(HEX[each >> 4 & 15]).append(HEX[each & 15]);
                }
            }
        }
    }

    private static String escaped(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length * 2);
        for (byte one : bytes) {
            if (one >= 0x20 && one < 0x7f) {
                out.append((char) one);
            } else {
                escape(out, one & 0xff);
            }
        }
        return out.toString();
    }

    /** The names of all fields, if the value is a non-empty list of fields: then it is a table. */
    static List<String> tableKeys(Value value) {
        if (!(value.plain() instanceof Value.Items items) || items.items().isEmpty()) {
            return List.of();
        }
        Set<String> keys = new LinkedHashSet<>();
        for (Value item : items.items()) {
            if (!(item.plain() instanceof Value.Fields fields)) {
                return List.of();
            }
            keys.addAll(fields.fields().keySet());
        }
        return new ArrayList<>(keys);
    }

    /** Shows a list of fields as the table that it is. */
    static void asTable(Renderer renderer, Value value, List<String> keys) {
        List<Value> items = ((Value.Items) value.plain()).items();
        List<Column> columns = new ArrayList<>();
        for (String key : keys) {
            boolean numbers = true;
            for (Value item : items) {
                Value cell = ((Value.Fields) item.plain()).fields().getOrDefault(key, Value.none());
                numbers &= cell.plain() instanceof Value.Num || cell.plain() instanceof Value.None;
            }
            columns.add(new Column(key, numbers));
        }
        renderer.begin(columns);
        for (Value item : items) {
            List<Value> row = new ArrayList<>();
            for (String key : keys) {
                row.add(((Value.Fields) item.plain()).fields().getOrDefault(key, Value.none()));
            }
            renderer.row(row);
        }
        renderer.end();
    }
}
