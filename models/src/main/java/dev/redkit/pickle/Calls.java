package dev.redkit.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a call in a pickle means: for a few names the thing itself, for all others a note that it would be called. */
final class Calls {
    private Calls() {}

    /** Makes the thing, or the note; an {@link IllegalArgumentException} says that the arguments do not suit. */
    static Object call(Global type, List<Object> arguments) {
        Object first = arguments.isEmpty() ? null : arguments.get(0);
        return switch (type.path()) {
            case "collections.OrderedDict", "collections.Counter", "builtins.dict", "__builtin__.dict" -> map(first);
            case "collections.defaultdict" -> new LinkedHashMap<Object, Object>();
            case "builtins.set", "builtins.frozenset", "builtins.list", "__builtin__.set", "__builtin__.frozenset" ->
                list(first);
            case "__builtin__.list", "builtins.tuple", "__builtin__.tuple" -> list(first);
            case "torch.jit._pickle.build_intlist", "torch.jit._pickle.build_tensorlist" -> first;
            case "torch.jit._pickle.build_doublelist", "torch.jit._pickle.build_boollist" -> first;
            case "torch.jit._pickle.restore_type_tag" -> first;
            case "_codecs.encode" -> encoded(first);
            case "builtins.bytes", "__builtin__.bytes", "builtins.bytearray", "__builtin__.bytearray" ->
                bytes(type, arguments);
            default -> new Instance(type, arguments);
        };
    }

    private static Map<Object, Object> map(Object first) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (first instanceof Map<?, ?> given) {
            map.putAll(given);
        } else {
            for (Object pair : list(first)) {
                List<?> items = pair instanceof Tuple tuple ? tuple.items() : pair instanceof List<?> l ? l : List.of();
                if (items.size() != 2) {
                    throw new IllegalArgumentException("a dictionary is made of something that is no pairs");
                }
                map.put(key(items.get(0)), items.get(1));
            }
        }
        return map;
    }

    /** What may be the key of a map. Anything else is one by what it is, not by what is in it. */
    static Object key(Object value) {
        boolean plain = value == null || value instanceof String || value instanceof Number || value instanceof Boolean;
        return plain ? value : new Object[] {value};
    }

    private static List<Object> list(Object first) {
        List<?> items = first == null
                ? List.of()
                : first instanceof List<?> given ? given : first instanceof Tuple tuple ? tuple.items() : null;
        if (items == null) {
            throw new IllegalArgumentException("a list is made of something else");
        }
        return new ArrayList<>(items);
    }

    private static Object encoded(Object text) {
        if (text instanceof Blob blob && blob.text()) {
            return blob;
        }
        byte[] bytes = text instanceof String string ? Escapes.latin1(string) : null;
        if (bytes == null) {
            throw new IllegalArgumentException("a text that should stand for bytes does not");
        }
        return bytes;
    }

    private static Object bytes(Global type, List<Object> arguments) {
        Object first = arguments.isEmpty() ? new byte[0] : arguments.get(0);
        if (first instanceof byte[] || first instanceof Blob) {
            return first;
        }
        return first instanceof String ? encoded(first) : new Instance(type, arguments);
    }
}
