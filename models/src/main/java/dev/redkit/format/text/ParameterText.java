package dev.redkit.format.text;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.Tensor;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What one field of a hash may hold: a decimal number, JSON, or what redis-py 2 made of a Python value, which is its {@code
 * repr}. Anything else is a string.
 */
public final class ParameterText {
    private static final Pattern NUMBER =
            Pattern.compile("\\s*[-+]?(\\d+\\.?\\d*([eE][-+]?\\d+)?|\\.\\d+([eE][-+]?\\d+)?|inf|nan)\\s*");

    private ParameterText() {}

    /**
     * Reads a value, which is one tensor, or several when it is a dictionary; then their names begin with that of the field.
     *
     * @param name of the field
     * @throws BadInput when it looks like a list or a dictionary, but is none
     */
    public static List<Tensor> read(String name, String text) {
        Parameters parameters = new Parameters(name);
        String stripped = text.strip();
        boolean nested = stripped.startsWith("{") || stripped.startsWith("[") || stripped.startsWith("(");
        if (stripped.startsWith("array(")
                || stripped.startsWith("OrderedDict(")
                || NUMBER.matcher(text).matches()) {
            PythonLiteral.parse(name, stripped, parameters);
        } else if (nested) {
            nested(name, stripped, parameters);
        } else if (stripped.equals("true") || stripped.equals("false")) {
            parameters.truth(stripped.equals("true"));
        } else if (stripped.equals("True") || stripped.equals("False")) {
            parameters.truth(stripped.equals("True"));
        } else {
            parameters.text(text);
        }
        return parameters.tensors().stream()
                .map(tensor -> tensor.name().equals(name) ? tensor : tensor.named(name + "." + tensor.name()))
                .toList();
    }

    /** A text that both languages have is the same in both; what only one has tells which one it is. */
    private static void nested(String name, String text, Parameters parameters) {
        Parameters tried = new Parameters(name);
        try {
            Json.parse(name, text, tried);
        } catch (BadInput notJson) {
            try {
                PythonLiteral.parse(name, text, parameters);
            } catch (BadInput notPython) {
                boolean python = text.indexOf('\'') >= 0 || text.startsWith("(");
                throw python ? notPython : notJson;
            }
            return;
        }
        Json.parse(name, text, parameters);
    }
}
