package dev.redkit.format.text;

import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Tensor;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.io.CharTypes;

/**
 * Writes tensors as nested dictionaries, taken apart at the dots of their names, as {@link Parameters} puts them together.
 * When a name is both a tensor and the beginning of others, all names stay whole.
 */
final class NestedWriter {
    enum Style {
        JSON,
        YAML
    }

    private final Writer out;
    private final Style style;

    NestedWriter(OutputStream out, Style style) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        this.style = style;
    }

    void write(List<Tensor> tensors) throws IOException {
        Map<String, Object> tree = tree(tensors);
        if (style == Style.JSON) {
            object(tree, "\n");
            out.write('\n');
        } else if (tree.isEmpty()) {
            out.write("{}\n");
        } else {
            mapping(tree, "");
        }
        out.flush();
    }

    /** One tensor alone, as JSON. */
    static void value(Tensor tensor, OutputStream out) throws IOException {
        NestedWriter writer = new NestedWriter(out, Style.JSON);
        writer.tensor(tensor);
        writer.out.flush();
    }

    private static Map<String, Object> tree(List<Tensor> tensors) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            if (!put(tree, tensor)) {
                Map<String, Object> flat = new LinkedHashMap<>();
                tensors.forEach(each -> flat.put(each.name(), each));
                return flat;
            }
        }
        return tree;
    }

    @SuppressWarnings("unchecked")
    private static boolean put(Map<String, Object> tree, Tensor tensor) {
        String[] parts = tensor.name().split("\\.", -1);
        Map<String, Object> at = tree;
        for (int i = 0; i < parts.length - 1; i++) {
            Object next = at.computeIfAbsent(parts[i], part -> new LinkedHashMap<String, Object>());
            if (!(next instanceof Map<?, ?>) || parts[i].isEmpty()) {
                return false;
            }
            at = (Map<String, Object>) next;
        }
        return at.putIfAbsent(parts[parts.length - 1], tensor) == null;
    }

    private void object(Map<?, ?> map, String newline) throws IOException {
        String separator = "{";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.write(separator);
            out.write(newline + "  ");
            quoted((String) entry.getKey());
            out.write(": ");
            if (entry.getValue() instanceof Map<?, ?> inner) {
                object(inner, newline + "  ");
            } else {
                tensor((Tensor) entry.getValue());
            }
            separator = ",";
        }
        out.write(map.isEmpty() ? "{}" : newline + "}");
    }

    private void mapping(Map<?, ?> map, String indent) throws IOException {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            out.write(indent);
            quoted((String) entry.getKey());
            if (entry.getValue() instanceof Map<?, ?> inner) {
                out.write(":\n");
                mapping(inner, indent + "  ");
            } else {
                out.write(": ");
                tensor((Tensor) entry.getValue());
                out.write('\n');
            }
        }
    }

    private void tensor(Tensor tensor) throws IOException {
        try (Elements elements = new Elements(tensor)) {
            list(elements, tensor, 0);
        }
    }

    private void list(Elements elements, Tensor tensor, int dimension) throws IOException {
        if (dimension == tensor.shape().rank()) {
            element(elements.nextText(), tensor.dtype());
            return;
        }
        out.write('[');
        for (long i = 0; i < tensor.shape().dimension(dimension); i++) {
            if (i > 0) {
                out.write(", ");
            }
            list(elements, tensor, dimension + 1);
        }
        out.write(']');
    }

    private void element(String text, DType dtype) throws IOException {
        if (dtype == DType.STRING) {
            quoted(text);
        } else {
            out.write(style == Style.YAML ? special(text) : text);
        }
    }

    private static String special(String text) {
        return switch (text) {
            case "NaN" -> ".nan";
            case "Infinity" -> ".inf";
            case "-Infinity" -> "-.inf";
            default -> text;
        };
    }

    private void quoted(String text) throws IOException {
        StringBuilder escaped = new StringBuilder(text.length() + 2).append('"');
        CharTypes.appendQuoted(escaped, text);
        out.write(escaped.append('"').toString());
    }
}
