package dev.redkit.format.tensorflow;

import dev.redkit.format.protobuf.Message;
import dev.redkit.region.Region;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The graph of objects that TensorFlow 2 saves beside the tensors: it knows what they are called in the program. */
final class ObjectGraph {
    static final String KEY = "_CHECKPOINTABLE_OBJECT_GRAPH";

    private static final String SUFFIX = "/.ATTRIBUTES/VARIABLE_VALUE";

    private final Map<String, String> fullNames = new HashMap<>();

    /** {@code nodes(1){attributes(2){full_name(2), checkpoint_key(3)}}}. */
    void read(Region graph) {
        Message nodes = new Message(graph);
        while (nodes.next()) {
            if (nodes.field() == 1) {
                Message node = new Message(nodes.bytes());
                while (node.next()) {
                    if (node.field() == 2) {
                        attribute(new Message(node.bytes()));
                    }
                }
            }
        }
    }

    private void attribute(Message message) {
        String fullName = "";
        String key = "";
        while (message.next()) {
            fullName = message.field() == 2 ? message.text() : fullName;
            key = message.field() == 3 ? message.text() : key;
        }
        fullNames.put(key, fullName);
    }

    /** What to call each key: as the program does, or else without what all keys end with; always another name. */
    Map<String, String> names(Set<String> keys) {
        Map<String, Integer> count = new HashMap<>();
        keys.forEach(key -> count.merge(fullNames.getOrDefault(key, ""), 1, Integer::sum));
        Map<String, String> names = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (String key : keys) {
            String full = fullNames.getOrDefault(key, "");
            String plain = key.endsWith(SUFFIX) ? key.substring(0, key.length() - SUFFIX.length()) : key;
            String name = full.isEmpty() || count.get(full) > 1 ? plain : full;
            names.put(key, taken.add(name) ? name : key);
            taken.add(names.get(key));
        }
        return names;
    }
}
