package dev.redkit.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The texts in which a server packs tables. Each constant knows one form, and unpacks it into fields. */
public enum Blobs {
    /** {@code INFO}: sections of {@code name:value}, some values lists of {@code name=value} themselves. */
    INFO {
        @Override
        public Value.Fields parse(String text) {
            Value.Fields whole = new Value.Fields();
            Value.Fields section = whole;
            for (String line : lines(text)) {
                int colon = line.indexOf(':');
                if (line.startsWith("#")) {
                    section = new Value.Fields();
                    whole.put(line.substring(1).strip().toLowerCase(Locale.ROOT), section);
                } else if (colon > 0) {
                    String name = line.substring(0, colon);
                    Value value = property(line.substring(colon + 1));
                    if (name.equals("module")) {
                        module(section, value);
                    } else {
                        section.put(name, value);
                    }
                }
            }
            return whole;
        }
    },
    /** {@code CLUSTER INFO}: lines of {@code name:value}. */
    CLUSTER_INFO {
        @Override
        public Value.Fields parse(String text) {
            Value.Fields fields = new Value.Fields();
            for (String line : lines(text)) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    fields.put(line.substring(0, colon), scalar(line.substring(colon + 1)));
                }
            }
            return fields;
        }
    },
    /** {@code CLIENT LIST}: a line per client, {@code name=value} each. */
    CLIENT_LIST {
        @Override
        public Value parse(String text) {
            List<Value> clients = new ArrayList<>();
            for (String line : lines(text)) {
                Value.Fields client = new Value.Fields();
                for (String word : split(line, ' ')) {
                    int equals = word.indexOf('=');
                    if (equals > 0) {
                        client.put(word.substring(0, equals), scalar(word.substring(equals + 1)));
                    }
                }
                clients.add(client);
            }
            return new Value.Items(clients);
        }
    },
    /** {@code CLIENT INFO}: one such line. */
    CLIENT_INFO {
        @Override
        public Value parse(String text) {
            List<Value> clients = ((Value.Items) CLIENT_LIST.parse(text)).items();
            return clients.isEmpty() ? new Value.Fields() : clients.get(0);
        }
    },
    /** {@code CLUSTER NODES}: a line per node of eight words and its slots. */
    CLUSTER_NODES {
        @Override
        public Value parse(String text) {
            List<Value> nodes = new ArrayList<>();
            for (String line : lines(text)) {
                nodes.add(node(line));
            }
            return new Value.Items(nodes);
        }
    };

    /** The form of a command's reply, or null for an ordinary one. */
    static Blobs of(List<String> command) {
        String first = command.isEmpty() ? "" : command.get(0).toUpperCase(Locale.ROOT);
        String second = command.size() < 2 ? "" : command.get(1).toUpperCase(Locale.ROOT);
        return switch (first) {
            case "INFO" -> INFO;
            case "CLIENT" -> "LIST".equals(second) ? CLIENT_LIST : "INFO".equals(second) ? CLIENT_INFO : null;
            case "CLUSTER" ->
                switch (second) {
                    case "NODES", "REPLICAS", "SLAVES" -> CLUSTER_NODES;
                    case "INFO" -> CLUSTER_INFO;
                    default -> null;
                };
            default -> null;
        };
    }

    /** Unpacks the text. */
    public abstract Value parse(String text);

    /** {@code keys=1,expires=0} becomes fields; everything else a number or a text. */
    private static Value property(String text) {
        int comma = text.indexOf(',');
        int equals = text.indexOf('=');
        if (equals <= 0 || (comma >= 0 && comma < equals)) {
            return scalar(text);
        }
        Value.Fields fields = new Value.Fields();
        for (String part : split(text, ',')) {
            int at = part.indexOf('=');
            if (at <= 0) {
                return scalar(text);
            }
            fields.put(part.substring(0, at), scalar(part.substring(at + 1)));
        }
        return fields;
    }

    /** INFO repeats the name {@code module} for each module; as fields they are kept by their own names. */
    private static void module(Value.Fields section, Value value) {
        if (!(value instanceof Value.Fields module) || !(module.fields().get("name") instanceof Value.Text name)) {
            return;
        }
        section.put(name.text(), value);
    }

    private static Value node(String line) {
        List<String> words = split(line, ' ');
        Value.Fields node = new Value.Fields();
        String[] names = {"id", "address", "flags", "master", "ping_sent", "pong_received", "epoch", "link"};
        for (int i = 0; i < names.length && i < words.size(); i++) {
            String word = words.get(i);
            switch (names[i]) {
                case "flags" -> node.put("flags", Value.list(split(word, ',')));
                case "master" -> node.put("master", "-".equals(word) ? Value.none() : Value.of(word));
                default -> node.put(names[i], i >= 4 ? scalar(word) : Value.of(word));
            }
        }
        int from = Math.min(names.length, words.size());
        return node.put("slots", Value.list(words.subList(from, words.size())));
    }

    /** A number if it is one in plain decimal notation (an id such as {@code 007} is not), else text. */
    static Value scalar(String text) {
        return isNumber(text) ? new Value.Num(text) : Value.of(text);
    }

    private static boolean isNumber(String text) {
        int at = text.startsWith("-") ? 1 : 0;
        int digits = text.length() - at;
        if (digits == 0 || digits > 19 || (digits > 1 && text.charAt(at) == '0' && text.charAt(at + 1) != '.')) {
            return false;
        }
        boolean point = false;
        for (int i = at; i < text.length(); i++) {
            char one = text.charAt(i);
            if (one == '.' && !point && i > at && i < text.length() - 1) {
                point = true;
            } else if (one < '0' || one > '9') {
                return false;
            }
        }
        return true;
    }

    private static List<String> lines(String text) {
        List<String> lines = split(text, '\n');
        List<String> kept = new ArrayList<>(lines.size());
        for (String line : lines) {
            String one = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!one.isEmpty()) {
                kept.add(one);
            }
        }
        return kept;
    }

    private static List<String> split(String text, char at) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int next; (next = text.indexOf(at, from)) >= 0; from = next + 1) {
            parts.add(text.substring(from, next));
        }
        if (from < text.length()) {
            parts.add(text.substring(from));
        }
        return parts;
    }
}
