package dev.redkit.render;

import dev.redkit.console.Console;
import java.io.OutputStream;
import java.io.StringWriter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;

/** JSON: one document, or (as NDJSON) one per line. Rows are objects, written as they come. */
final class JsonRenderer implements Renderer {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Console console;
    private final boolean lines;
    private List<Column> columns = List.of();
    private JsonGenerator rows;

    JsonRenderer(Console console, boolean lines) {
        this.console = console;
        this.lines = lines;
    }

    /** A value on one line. */
    static String compact(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, value);
        }
        return text.toString();
    }

    @Override
    public void document(Value value) {
        if (lines && value.plain() instanceof Value.Items items) {
            for (Value item : items.items()) {
                console.line(compact(item));
            }
        } else if (lines) {
            console.line(compact(value));
        } else {
            try (JsonGenerator out = indented(console.out())) {
                write(out, value);
            }
            console.line("");
        }
    }

    private static JsonGenerator indented(OutputStream out) {
        DefaultIndenter indent = new DefaultIndenter("  ", "\n");
        Separators separators = Separators.createDefaultInstance()
                .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                .withObjectEmptySeparator("")
                .withArrayEmptySeparator("");
        PrettyPrinter pretty =
                new DefaultPrettyPrinter(separators).withObjectIndenter(indent).withArrayIndenter(indent);
        return JSON.createGenerator(
                new ObjectWriteContext.Base() {
                    @Override
                    public PrettyPrinter getPrettyPrinter() {
                        return pretty;
                    }

                    @Override
                    public boolean hasPrettyPrinter() {
                        return true;
                    }
                },
                out);
    }

    @Override
    public void begin(List<Column> newColumns) {
        columns = newColumns;
        if (!lines) {
            rows = indented(console.out());
            rows.writeStartArray();
        }
    }

    @Override
    public void row(List<Value> cells) {
        Value.Fields row = new Value.Fields();
        for (int i = 0; i < cells.size(); i++) {
            row.put(columns.get(i).key(), cells.get(i));
        }
        if (lines) {
            console.line(compact(row));
        } else {
            write(rows, row);
        }
    }

    @Override
    public void end() {
        if (!lines) {
            rows.writeEndArray();
            rows.close();
            console.line("");
        }
    }

    private static void write(JsonGenerator out, Value shown) {
        Value value = shown.plain();
        if (value instanceof Value.Text text) {
            out.writeString(text.text());
        } else if (value instanceof Value.Num num) {
            out.writeNumber(num.text());
        } else if (value instanceof Value.Bool bool) {
            out.writeBoolean(bool.value());
        } else if (value instanceof Value.Blob blob) {
            out.writeStartObject();
            out.writeStringProperty("$base64", Base64.getEncoder().encodeToString(blob.bytes()));
            out.writeEndObject();
        } else if (value instanceof Value.Items items) {
            out.writeStartArray();
            for (Value item : items.items()) {
                write(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof Value.Fields fields) {
            out.writeStartObject();
            for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
                out.writeName(field.getKey());
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Value.Failed failed) {
            out.writeStartObject();
            out.writeName("$error");
            out.writeStartObject();
            out.writeStringProperty("code", failed.code());
            out.writeStringProperty("message", failed.message());
            out.writeEndObject();
            out.writeEndObject();
        } else {
            out.writeNull();
        }
    }
}
