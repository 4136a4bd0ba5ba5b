package dev.redkit.shell;

import dev.redkit.render.Format;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a user can change at the prompt, and the values that lines may name. */
public final class Settings {
    private static final int MOST_KEPT = 10_000;
    private static final long LARGEST_KEPT = 1 << 20;

    private final Map<String, String> variables = new LinkedHashMap<>();
    private List<byte[]> last = List.of();
    private Format format;
    private boolean expanded;
    private boolean timing;
    private boolean readOnly;
    private boolean keyNames;
    private boolean programs;
    private boolean pager = true;

    Settings(Format format, boolean readOnly, boolean keyNames, boolean programs) {
        this.format = format;
        this.readOnly = readOnly;
        this.keyNames = keyNames;
        this.programs = programs;
    }

    public Format format() {
        return format;
    }

    public void format(Format value) {
        format = value;
    }

    /** Whether rows are shown as one field per line. */
    public boolean expanded() {
        return expanded;
    }

    public void expanded(boolean value) {
        expanded = value;
    }

    /** Whether each command says how long it took. */
    public boolean timing() {
        return timing;
    }

    public void timing(boolean value) {
        timing = value;
    }

    public boolean readOnly() {
        return readOnly;
    }

    public void readOnly(boolean value) {
        readOnly = value;
    }

    /** Whether the server may be asked for names, to complete them. */
    public boolean keyNames() {
        return keyNames;
    }

    public void keyNames(boolean value) {
        keyNames = value;
    }

    /** Whether lines may start programs of the system. */
    public boolean programs() {
        return programs;
    }

    public boolean pager() {
        return pager;
    }

    public void pager(boolean value) {
        pager = value;
    }

    public Map<String, String> variables() {
        return variables;
    }

    /** Keeps the last reply for {@code $_}, unless it is too much to be an argument. */
    void last(List<byte[]> values) {
        long bytes = 0;
        for (byte[] value : values) {
            bytes += value.length;
        }
        last = values.size() <= MOST_KEPT && bytes <= LARGEST_KEPT ? List.copyOf(values) : List.of();
    }

    /** What a word such as {@code $name} stands for: {@code $_} for all values of the last reply; null for no variable. */
    List<byte[]> value(String word) {
        if (word.equals("$_")) {
            return last;
        }
        String name = word.startsWith("${") && word.endsWith("}")
                ? word.substring(2, word.length() - 1)
                : word.startsWith("$") ? word.substring(1) : null;
        String value = name == null ? null : variables.get(name);
        return value == null ? null : List.of(value.getBytes(StandardCharsets.UTF_8));
    }
}
