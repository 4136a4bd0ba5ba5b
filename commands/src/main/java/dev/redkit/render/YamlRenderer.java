package dev.redkit.render;

import dev.redkit.console.Console;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** YAML 1.2 in block style. Text that could be taken for anything else is quoted as in JSON, which is YAML too. */
final class YamlRenderer implements Renderer {
    private final Console console;
    private List<Column> columns = List.of();
    private boolean empty;

    YamlRenderer(Console console) {
        this.console = console;
    }

    @Override
    public void document(Value value) {
        StringBuilder out = new StringBuilder();
        block(out, value.plain(), 0);
        console.print(out.toString());
    }

    @Override
    public void begin(List<Column> newColumns) {
        columns = newColumns;
        empty = true;
    }

    @Override
    public void row(List<Value> cells) {
        empty = false;
        Value.Fields row = new Value.Fields();
        for (int i = 0; i < cells.size(); i++) {
            row.put(columns.get(i).key(), cells.get(i));
        }
        document(new Value.Items(List.of(row)));
    }

    @Override
    public void end() {
        if (empty) {
            console.line("[]");
        }
    }

    private static void block(StringBuilder out, Value value, int depth) {
        if (value instanceof Value.Fields fields && !fields.fields().isEmpty()) {
            fields(out, fields, depth, false);
        } else if (value instanceof Value.Items items && !items.items().isEmpty()) {
            for (Value item : items.items()) {
                indent(out, depth);
                out.append("- ");
                Value plain = item.plain();
                if (plain instanceof Value.Fields fields && !fields.fields().isEmpty()) {
                    fields(out, fields, depth + 1, true);
                } else if (plain instanceof Value.Items below && !below.items().isEmpty()) {
                    out.append('\n');
                    block(out, plain, depth + 1);
                } else {
                    out.append(scalar(plain)).append('\n');
                }
            }
        } else {
            indent(out, depth);
            out.append(scalar(value)).append('\n');
        }
    }

    private static void fields(StringBuilder out, Value.Fields fields, int depth, boolean started) {
        boolean indented = started;
        for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
            if (!indented) {
                indent(out, depth);
            }
            indented = false;
            out.append(text(field.getKey())).append(':');
            Value value = field.getValue().plain();
            boolean deep = (value instanceof Value.Fields below
                            && !below.fields().isEmpty())
                    || (value instanceof Value.Items items && !items.items().isEmpty());
            if (deep) {
                out.append('\n');
                block(out, value, depth + 1);
            } else {
                out.append(' ').append(scalar(value)).append('\n');
            }
        }
    }

    private static void indent(StringBuilder out, int depth) {
        out.append("  ".repeat(depth));
    }

    private static String scalar(Value value) {
        if (value instanceof Value.Text text) {
            return text(text.text());
        } else if (value instanceof Value.Blob blob) {
            return "!!binary " + Base64.getEncoder().encodeToString(blob.bytes());
        } else if (value instanceof Value.None) {
            return "null";
        }
        return JsonRenderer.compact(value);
    }

    private static String text(String text) {
        return isPlain(text) ? text : JsonRenderer.compact(new Value.Text(text));
    }

    private static boolean isPlain(String text) {
        if (text.isEmpty() || !Character.isLetter(text.charAt(0)) || text.charAt(text.length() - 1) == ' ') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            boolean safe = (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || (one >= '0' && one <= '9')
                    || "_-./ ()+@%".indexOf(one) >= 0;
            if (!safe) {
                return false;
            }
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "null", "true", "false", "yes", "no", "on", "off", "y", "n", "inf", "nan" -> false;
            default -> true;
        };
    }
}
