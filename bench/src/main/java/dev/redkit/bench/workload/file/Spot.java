package dev.redkit.bench.workload.file;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Suggestion;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a document that knows where it is. */
final class Spot {
    private final String file;
    private final Node node;

    private Spot(String file, Node node) {
        this.file = file;
        this.node = node;
    }

    static Spot read(InputStream in, String file) {
        try {
            Node root = new Compose(LoadSettings.builder().setLabel(file).build())
                    .composeInputStream(in)
                    .orElseThrow(() -> new BadInput(file + " is empty"));
            return new Spot(file, root);
        } catch (MarkedYamlEngineException e) {
            throw new BadInput(
                    file + place(e.getProblemMark()) + ": "
                            + (e.getProblem() == null ? e.getContext() : e.getProblem()),
                    null,
                    e);
        } catch (YamlEngineException e) {
            throw new BadInput(file + " is neither YAML nor JSON: " + e.getMessage(), null, e);
        }
    }

    private static String place(Optional<Mark> mark) {
        return mark.map(one -> ", line " + (one.getLine() + 1) + ", column " + (one.getColumn() + 1))
                .orElse("");
    }

    BadInput wrong(String what, String hint) {
        return new BadInput(file + place(node.getStartMark()) + ": " + what, hint);
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The text of a word, a number, anything that is not a list or an object. */
    String text() {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw wrong("a word or a number is wanted here", null);
    }

    List<Spot> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrong("a list is wanted here", null);
        }
        List<Spot> items = new ArrayList<>();
        sequence.getValue().forEach(one -> items.add(new Spot(file, one)));
        return items;
    }

    /** The fields of an object, which may have only those names; null as names allows any. */
    Map<String, Spot> fields(List<String> names) {
        if (!(node instanceof MappingNode mapping)) {
            throw wrong("names with values are wanted here", null);
        }
        Map<String, Spot> fields = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Spot name = new Spot(file, tuple.getKeyNode());
            if (!names.isEmpty() && !names.contains(name.text())) {
                throw name.wrong(
                        "'" + name.text() + "' is not one of " + String.join(", ", names),
                        Suggestion.hint(name.text(), names));
            }
            if (fields.put(name.text(), new Spot(file, tuple.getValueNode())) != null) {
                throw name.wrong("'" + name.text() + "' is there twice", null);
            }
        }
        return fields;
    }

    /** What a parser makes of the text; what it complains about is said with the place. */
    <T> T as(Function<String, T> parser) {
        try {
            return parser.apply(text());
        } catch (Failure e) {
            throw wrong(e.getMessage(), e.hint().orElse(null));
        }
    }
}
