package dev.redkit.doctor.facts;

import dev.redkit.redis.Node;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** All questions to one server, each of which it may refuse. */
final class NodeQuestions {
    private static final String MOST_SLOW = "128";
    private static final int MOST_INDEXES = 50;

    private final Wire wire;
    private final int sample;
    private final Path root;

    NodeQuestions(Wire wire, int sample, Path root) {
        this.wire = wire;
        this.sample = sample;
        this.root = root;
    }

    NodeFacts ask(Target target, Node node) {
        Told<Map<String, String>> info = info();
        Map<String, String> known = info.told() ? info.get() : Map.of();
        boolean clustered = "1".equals(known.get("cluster_enabled"));
        return new NodeFacts(
                target,
                node,
                new NodeFacts.Answers(
                        info,
                        told(NodeQuestions::settings, "CONFIG", "GET", "*"),
                        told(NodeQuestions::clients, "CLIENT", "LIST"),
                        told(NodeQuestions::slow, "SLOWLOG", "GET", MOST_SLOW),
                        told(NodeQuestions::holdUps, "LATENCY", "LATEST"),
                        told(NodeQuestions::users, "ACL", "LIST"),
                        clustered
                                ? told(reply -> InfoText.fields(reply.text()), "CLUSTER", "INFO")
                                : Told.of("CLUSTER INFO", Map.of()),
                        clustered ? told(Reply::text, "CLUSTER", "NODES") : Told.of("CLUSTER NODES", ""),
                        sample > 0 && node.isMaster()
                                ? new KeySample(wire, sample).take(databases(known))
                                : Told.of("SCAN", List.of()),
                        indexes(),
                        machine(target.address(), known),
                        clock()));
    }

    private <T> Told<T> told(Function<Reply, T> reader, String... command) {
        return Told.read(String.join(" ", command), wire.call(command), reader);
    }

    /** {@code everything} is newer than some servers, which then say nothing. */
    private Told<Map<String, String>> info() {
        Told<Map<String, String>> everything = told(reply -> InfoText.fields(reply.text()), "INFO", "everything");
        boolean empty = everything.told() && everything.get().isEmpty();
        return empty ? told(reply -> InfoText.fields(reply.text()), "INFO") : everything;
    }

    private static List<Integer> databases(Map<String, String> info) {
        List<Integer> databases = new ArrayList<>();
        for (String name : new TreeMap<>(info).keySet()) {
            if (name.matches("db\\d{1,9}")) {
                databases.add(Integer.parseInt(name.substring(2)));
            }
        }
        return databases;
    }

    /** Settings, with the lengths of passwords in their places. */
    private static Map<String, String> settings(Reply reply) {
        Map<String, String> settings = new HashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String name = items.get(i).text().toLowerCase(Locale.ROOT);
            String value = items.get(i + 1).text();
            boolean secret = name.endsWith("pass") || name.endsWith("auth");
            settings.put(name, secret ? Integer.toString(value.length()) : value);
        }
        return settings;
    }

    private static List<Client> clients(Reply reply) {
        return reply.text()
                .lines()
                .filter(line -> !line.isBlank())
                .map(Client::parse)
                .toList();
    }

    private static List<SlowCommand> slow(Reply reply) {
        List<SlowCommand> slow = new ArrayList<>();
        for (Reply entry : reply.items()) {
            List<Reply> parts = entry.items();
            List<Reply> words = parts.get(3).items();
            String name = words.isEmpty() ? "?" : words.get(0).text().toUpperCase(Locale.ROOT);
            slow.add(new SlowCommand(name, parts.get(2).number()));
        }
        return slow;
    }

    private static List<HoldUp> holdUps(Reply reply) {
        return reply.items().stream()
                .map(Reply::items)
                .map(parts -> new HoldUp(
                        parts.get(0).text(), parts.get(2).number(), parts.get(3).number()))
                .toList();
    }

    private static List<User> users(Reply reply) {
        return reply.items().stream().map(line -> User.parse(line.text())).toList();
    }

    /** Only servers with a search module have indexes. */
    private Told<List<SearchIndex>> indexes() {
        Reply names = wire.call("FT._LIST");
        if (names instanceof Reply.Err error && error.message().startsWith("ERR unknown command")) {
            return Told.of("FT._LIST", List.of());
        }
        return Told.read("FT._LIST", names, reply -> {
            List<SearchIndex> indexes = new ArrayList<>();
            for (Reply name : reply.items()
                    .subList(0, Math.min(MOST_INDEXES, reply.items().size()))) {
                indexes.add(new SearchIndex(name.text(), scalars(wire.call("FT.INFO", name.text()))));
            }
            return indexes;
        });
    }

    private static Map<String, String> scalars(Reply reply) {
        Map<String, String> fields = new HashMap<>();
        if (reply instanceof Reply.Array || reply instanceof Reply.Pairs) {
            List<Reply> items = reply.items();
            for (int i = 0; i + 1 < items.size(); i += 2) {
                Reply value = items.get(i + 1);
                boolean scalar = value instanceof Reply.Bulk
                        || value instanceof Reply.Simple
                        || value instanceof Reply.Int
                        || value instanceof Reply.Dbl;
                if (scalar) {
                    fields.put(items.get(i).text(), value.text());
                }
            }
        }
        return fields;
    }

    private Optional<Machine> machine(Address address, Map<String, String> info) {
        String pid = info.getOrDefault("process_id", "");
        return here(address) && pid.matches("\\d{1,18}") ? Machine.of(root, Long.parseLong(pid)) : Optional.empty();
    }

    private static boolean here(Address address) {
        try {
            return address.isUnix() || InetAddress.getByName(address.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** The server's clock against ours, half way between asking and hearing. */
    private long clock() {
        long before = System.currentTimeMillis();
        Reply reply = wire.call("TIME");
        long after = System.currentTimeMillis();
        if (!(reply instanceof Reply.Array time)) {
            return 0;
        }
        long theirs =
                1_000_000 * time.items().get(0).number() + time.items().get(1).number();
        return theirs - 1000 * ((before + after) / 2);
    }
}
