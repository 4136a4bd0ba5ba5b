package dev.redkit.prometheus;

import java.util.Locale;

/** The text format of version 0.0.4: a head for each name, then its samples. */
public final class MetricsText {
    private final StringBuilder text = new StringBuilder();
    private final String prefix;
    private String name;

    /** {@code prefix} begins all names. */
    public MetricsText(String prefix) {
        this.prefix = prefix;
    }

    /** Begins another name; its samples follow. */
    public MetricsText head(String newName, String type, String help) {
        name = prefix + newName;
        text.append("# HELP ").append(name).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
        return this;
    }

    /** A sample of the name that was begun last; labels as names and values in turn. */
    public MetricsText sample(double value, String... labels) {
        text.append(name);
        for (int i = 0; i + 1 < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length > 0 ? "} " : " ");
        text.append(String.format(Locale.ROOT, "%.9g", value)).append('\n');
        return this;
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
