package dev.redkit.render;

import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import java.util.List;
import java.util.Map;

/**
 * A reply for people: a text as it is, a number bare, a list numbered, a map aligned, a list of like maps as a table.
 * Inside of lists and maps a text is quoted, so that {@code "1"} and {@code 1} differ.
 */
public final class ReplyText {
    private final Console console;

    private ReplyText(Console console) {
        this.console = console;
    }

    public static void show(Value value, Console console) {
        ReplyText text = new ReplyText(console);
        if (value instanceof Value.Text plain) {
            for (String line : plain.text().split("\n", -1)) {
                console.line(Shape.readable(Value.of(line)));
            }
        } else if (!Shape.tableKeys(value).isEmpty() || hasSections(value)) {
            new TableRenderer(console).document(value);
        } else {
            text.tree(value, "");
        }
    }

    private static boolean hasSections(Value value) {
        if (!(value instanceof Value.Fields fields) || fields.fields().isEmpty()) {
            return false;
        }
        for (Value one : fields.fields().values()) {
            if (!(one instanceof Value.Fields)) {
                return false;
            }
        }
        return true;
    }

    private void tree(Value value, String indent) {
        if (value instanceof Value.Items items && !items.items().isEmpty()) {
            list(items.items(), indent);
        } else if (value instanceof Value.Fields fields && !fields.fields().isEmpty()) {
            fields(fields.fields(), indent);
        } else {
            console.line(scalar(value));
        }
    }

    /** The first line stands where the cursor is; the further ones are indented. */
    private void list(List<Value> items, String indent) {
        int digits = Integer.toString(items.size()).length();
        String below = indent + " ".repeat(digits + 2);
        for (int i = 0; i < items.size(); i++) {
            String number = Integer.toString(i + 1);
            String label = " ".repeat(digits - number.length()) + number + ") ";
            console.print((i == 0 ? "" : indent) + console.paint(Ink.FAINT, label));
            tree(items.get(i), below);
        }
    }

    private void fields(Map<String, Value> fields, String indent) {
        int width = 0;
        for (String name : fields.keySet()) {
            width = Math.max(width, TextWidth.of(Shape.readable(Value.of(name))));
        }
        // One very long name shall not push all values out of sight.
        width = Math.min(width, 40);
        boolean first = true;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            String name = Shape.readable(Value.of(field.getKey()));
            String pad = " ".repeat(Math.max(0, width - TextWidth.of(name)));
            console.print((first ? "" : indent) + console.paint(Ink.NAME, name) + pad + "  ");
            first = false;
            tree(field.getValue(), indent + " ".repeat(width + 2));
        }
    }

    private String scalar(Value value) {
        if (value instanceof Value.Text || value instanceof Value.Blob) {
            return '"' + Shape.readable(value).replace("\"", "\\\"") + '"';
        } else if (value instanceof Value.None) {
            return console.paint(Ink.FAINT, "(nil)");
        } else if (value instanceof Value.Failed failed) {
            return console.paint(Ink.BAD, "(error) " + Shape.readable(failed));
        } else if (value instanceof Value.Items) {
            return console.paint(Ink.FAINT, "(empty)");
        } else if (value instanceof Value.Fields) {
            return console.paint(Ink.FAINT, "(empty)");
        }
        return Shape.readable(value);
    }
}
