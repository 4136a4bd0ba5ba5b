package dev.redkit.render;

import dev.redkit.console.Console;
import java.util.List;
import java.util.Map;

/** Bytes as they are, one value per line and nothing around them: what {@code redis-cli --raw} gives. */
final class RawRenderer implements Renderer {
    private final Console console;

    RawRenderer(Console console) {
        this.console = console;
    }

    @Override
    public void document(Value shown) {
        Value value = shown.plain();
        if (value instanceof Value.Items items) {
            for (Value item : items.items()) {
                document(item);
            }
        } else if (value instanceof Value.Fields fields) {
            for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
                console.print(field.getKey() + (field.getValue().isScalar() ? " " : "\n"));
                document(field.getValue());
            }
        } else {
            bytes(value);
            console.line("");
        }
    }

    private void bytes(Value value) {
        byte[] bytes = Shape.bytes(value);
        console.write(bytes, 0, bytes.length);
    }

    @Override
    public void begin(List<Column> columns) {}

    @Override
    public void row(List<Value> cells) {
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                console.print("\t");
            }
            bytes(cells.get(i));
        }
        console.line("");
    }

    @Override
    public void end() {}
}
