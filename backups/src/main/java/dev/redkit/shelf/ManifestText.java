package dev.redkit.shelf;

import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.JsonValue;
import dev.redkit.failure.BadInput;
import dev.redkit.shelf.Manifest.Content;
import dev.redkit.shelf.Manifest.Extra;
import dev.redkit.shelf.Manifest.Method;
import dev.redkit.shelf.Manifest.Origin;
import dev.redkit.shelf.Manifest.Part;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** A manifest as JSON. What a later version adds is passed over. */
final class ManifestText {
    private static final String FORMAT = "redkit backup";
    private static final JsonFactory JSON = new JsonFactory();

    private ManifestText() {}

    static byte[] write(Manifest manifest) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        ObjectWriteContext pretty = new ObjectWriteContext.Base() {
            @Override
            public tools.jackson.core.PrettyPrinter getPrettyPrinter() {
                return new DefaultPrettyPrinter();
            }
        };
        try (JsonGenerator json = JSON.createGenerator(pretty, text)) {
            value(json, tree(manifest));
        }
        text.write('\n');
        return text.toByteArray();
    }

    private static Map<String, Object> tree(Manifest manifest) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("format", FORMAT);
        tree.put("name", manifest.name());
        tree.put("target", manifest.target());
        tree.put("mode", manifest.mode());
        tree.put("method", word(manifest.method()));
        tree.put("point_in_time", manifest.method() == Method.REPLICATION);
        tree.put("started", manifest.started().toString());
        tree.put("seconds", manifest.seconds());
        tree.put("redkit", manifest.redkit());
        tree.put("keys", manifest.keys());
        tree.put("bytes", manifest.bytes());
        tree.put("parts", manifest.parts().stream().map(ManifestText::tree).toList());
        tree.put("extras", manifest.extras().stream().map(ManifestText::tree).toList());
        tree.put("left_out", manifest.leftOut());
        return tree;
    }

    private static Map<String, Object> tree(Part part) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", part.file());
        tree.put("bytes", part.bytes());
        tree.put("sha256", part.sha256());
        tree.put("compression", part.compression());
        tree.put("sealed", part.sealed());
        tree.put("server", part.origin().server());
        tree.put("role", part.origin().role());
        tree.put("flavour", part.origin().flavour());
        tree.put("version", part.origin().version());
        tree.put("rdb", part.origin().format());
        tree.put("replication_id", part.origin().replicationId());
        tree.put("replication_offset", part.origin().offset());
        tree.put("slots", part.origin().slots());
        tree.put("keys", part.content().keys());
        tree.put("expiring", part.content().expiring());
        tree.put("functions", part.content().functions());
        tree.put("plain_bytes", part.content().bytes());
        tree.put("databases", part.content().databases());
        tree.put("types", part.content().types());
        return tree;
    }

    private static Map<String, Object> tree(Extra extra) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", extra.file());
        tree.put("what", extra.what());
        tree.put("bytes", extra.bytes());
        tree.put("sha256", extra.sha256());
        return tree;
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static void value(JsonGenerator json, Object value) {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, member) -> {
                json.writeName(name.toString());
                value(json, member);
            });
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(item -> value(json, item));
            json.writeEndArray();
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(value.toString());
        }
    }

    /**
     * Reads a manifest; empty when it is one of something else.
     *
     * @param where what to call it in messages
     */
    static Optional<Manifest> read(byte[] text, String where) {
        try {
            Tree tree = new Tree(JsonValue.parse(text, 0, text.length), where);
            if (!tree.isOurs()) {
                return Optional.empty();
            }
            return Optional.of(new Manifest(
                    tree.text("name"),
                    tree.text("target"),
                    tree.text("mode"),
                    method(tree.text("method"), where),
                    Instant.parse(tree.text("started")),
                    tree.real("seconds"),
                    tree.text("redkit"),
                    tree.list("parts").stream().map(ManifestText::part).toList(),
                    tree.list("extras").stream().map(ManifestText::extra).toList(),
                    tree.texts("left_out")));
        } catch (EvaluationException | DateTimeException | NumberFormatException e) {
            throw new BadInput(where + " is not the manifest of a redkit backup: " + e.getMessage(), null, e);
        }
    }

    private static Method method(String word, String where) {
        for (Method method : Method.values()) {
            if (word(method).equals(word)) {
                return method;
            }
        }
        throw new BadInput(where + " tells of a backup made by '" + word + "', which is newer than this redkit");
    }

    private static Part part(Tree tree) {
        Origin origin = new Origin(
                tree.text("server"),
                tree.text("role"),
                tree.text("flavour"),
                tree.text("version"),
                tree.text("rdb"),
                tree.text("replication_id"),
                tree.number("replication_offset"),
                tree.text("slots"));
        Map<Integer, Long> databases = new TreeMap<>();
        tree.counts("databases").forEach((db, keys) -> databases.put(Integer.valueOf(db), keys));
        Content content = new Content(
                tree.number("keys"),
                tree.number("expiring"),
                tree.number("functions"),
                tree.number("plain_bytes"),
                databases,
                tree.counts("types"));
        return new Part(
                tree.plainName("file"),
                origin,
                content,
                tree.number("bytes"),
                tree.text("sha256"),
                tree.text("compression"),
                tree.flag("sealed"));
    }

    private static Extra extra(Tree tree) {
        return new Extra(tree.plainName("file"), tree.text("what"), tree.number("bytes"), tree.text("sha256"));
    }

    /** An object of JSON, asked by name; what is missing or of another kind is an error. */
    private record Tree(Object value, String where) {
        boolean isOurs() {
            return value instanceof Map<?, ?> map && FORMAT.equals(map.get("format"));
        }

        private Object at(String name) {
            if (value instanceof Map<?, ?> map && map.get(name) != null) {
                return map.get(name);
            }
            throw new BadInput("'" + name + "' is missing in " + where);
        }

        private BadInput wrong(String name) {
            return new BadInput("'" + name + "' is not what it should be in " + where);
        }

        String text(String name) {
            if (at(name) instanceof String text) {
                return text;
            }
            throw wrong(name);
        }

        /** The name of a file in the backup's own folder, and nowhere else. */
        String plainName(String name) {
            String file = text(name);
            if (file.isEmpty()
                    || file.equals(".")
                    || file.equals("..")
                    || file.indexOf('/') >= 0
                    || file.indexOf('\0') >= 0) {
                throw new BadInput("'" + file + "' in " + where + " is no file of that backup");
            }
            return file;
        }

        long number(String name) {
            if (at(name) instanceof Long number) {
                return number;
            }
            throw wrong(name);
        }

        double real(String name) {
            if (at(name) instanceof Number number) {
                return number.doubleValue();
            }
            throw wrong(name);
        }

        boolean flag(String name) {
            if (at(name) instanceof Boolean flag) {
                return flag;
            }
            throw wrong(name);
        }

        List<Tree> list(String name) {
            if (at(name) instanceof List<?> list) {
                return list.stream().map(item -> new Tree(item, where)).toList();
            }
            throw wrong(name);
        }

        List<String> texts(String name) {
            return list(name).stream().map(item -> String.valueOf(item.value())).toList();
        }

        Map<String, Long> counts(String name) {
            Map<String, Long> counts = new TreeMap<>();
            if (at(name) instanceof Map<?, ?> map) {
                map.forEach((key, count) -> {
                    if (!(count instanceof Long number)) {
                        throw wrong(name);
                    }
                    counts.put(key.toString(), number);
                });
                return counts;
            }
            throw wrong(name);
        }
    }
}
