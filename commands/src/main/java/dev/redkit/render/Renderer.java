package dev.redkit.render;

import dev.redkit.console.Console;
import java.util.List;

/**
 * Shows a single document, or rows one after the other as they come; a long result is never held as a whole. Either
 * {@link #document} once, or {@link #begin}, {@link #row} as often as there is one, {@link #end}.
 */
public interface Renderer {
    /** Shows one document. */
    void document(Value value);

    /** Starts a table of these columns. */
    void begin(List<Column> columns);

    /** One row, as many values as there are columns. */
    void row(List<Value> cells);

    /** Ends the table. */
    void end();

    /** A value as JSON on one line, for those who write it elsewhere than on the console. */
    static String json(Value value) {
        return JsonRenderer.compact(value);
    }

    /** The renderer of a format. */
    static Renderer of(Format format, Console console) {
        return switch (format) {
            case TABLE -> new TableRenderer(TextOut.of(console));
            case JSON -> new JsonRenderer(console, false);
            case NDJSON -> new JsonRenderer(console, true);
            case CSV -> new DelimitedRenderer(console, ',');
            case TSV -> new DelimitedRenderer(console, '\t');
            case RAW -> new RawRenderer(console);
            case YAML -> new YamlRenderer(console);
        };
    }
}
