package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A text with holes: {@code user:{id}}, {@code {city|lower|urlencode}:{#row}}. In braces stands the name of a column (in
 * double quotes when it is an odd one), or {@code #row}, {@code #line}, {@code #file}; after it filters, each behind a
 * {@code |}. A doubled brace is a brace.
 */
public final class Template {
    /** What a part is filled with. */
    enum Source {
        CONSTANT,
        COLUMN,
        ROW,
        LINE,
        FILE
    }

    /**
     * One part.
     *
     * @param text the constant, or the name of the column
     */
    record Part(Source source, String text, List<Filter> filters) {
        byte[] constant() {
            return text.getBytes(StandardCharsets.UTF_8);
        }
    }

    private final String text;
    private final List<Part> parts;

    private Template(String text, List<Part> parts) {
        this.text = text;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a template.
     *
     * @param what whose it is, for messages: {@code --key}
     * @throws dev.redkit.failure.UsageError naming the position of what is wrong
     */
    public static Template parse(String what, String text) {
        return new Template(text, new TemplateParser(what, text).parts());
    }

    /** The value of one column, whatever its name. */
    static Template column(String name) {
        return new Template("{" + name + "}", List.of(new Part(Source.COLUMN, name, List.of())));
    }

    static Template constant(String text) {
        return new Template(text, List.of(new Part(Source.CONSTANT, text, List.of())));
    }

    List<Part> parts() {
        return parts;
    }

    /** Whether it is the same for every record. */
    public boolean isConstant() {
        return parts.stream().allMatch(part -> part.source() == Source.CONSTANT);
    }

    /** The columns that it names, in order. */
    public Set<String> columns() {
        List<String> names = new ArrayList<>();
        for (Part part : parts) {
            if (part.source() == Source.COLUMN) {
                names.add(part.text());
            }
        }
        return new LinkedHashSet<>(names);
    }

    @Override
    public String toString() {
        return text;
    }
}
