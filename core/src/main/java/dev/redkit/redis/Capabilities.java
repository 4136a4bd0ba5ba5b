package dev.redkit.redis;

import dev.redkit.redis.Node.Role;
import dev.redkit.wire.Hello;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a server is and can do. An ACL user may be forbidden every question here: then HELLO alone has to tell, and what
 * stays unknown is empty rather than guessed.
 *
 * @param modules names and versions of the loaded modules; empty when there are none, or MODULE LIST is not allowed
 * @param commands the names of all commands, in lower case; empty when COMMAND LIST is not allowed or too new
 */
public record Capabilities(
        Flavour flavour, Version version, boolean cluster, Role role, Map<String, Long> modules, Set<String> commands) {

    public Capabilities {
        modules = Map.copyOf(modules);
        commands = Set.copyOf(commands);
    }

    /** Asks over a wire: two questions in one exchange, and a third for the commands. */
    static Capabilities ask(Wire wire) {
        wire.send("INFO", "server");
        wire.send("INFO", "cluster");
        wire.send("MODULE", "LIST");
        wire.send("COMMAND", "LIST");
        Map<String, String> info = fields(wire.read());
        info.putAll(fields(wire.read()));
        Map<String, Long> modules = modules(wire.read());
        Set<String> commands = names(wire.read());
        return new Capabilities(
                flavour(wire.hello(), info),
                version(wire.hello(), info),
                "cluster".equals(wire.hello().mode()) || "1".equals(info.get("cluster_enabled")),
                role(wire),
                modules,
                commands);
    }

    /** Whether the server knows a command ({@code get}, {@code json.set}); empty when it would not say. */
    public Optional<Boolean> supports(String command) {
        return commands.isEmpty() ? Optional.empty() : Optional.of(commands.contains(command.toLowerCase(Locale.ROOT)));
    }

    /**
     * The newest RDB version whose DUMP payloads the server's RESTORE takes; empty when its version is not known. Redis
     * since 7.4 and Valkey since 9.0 no longer take each other's.
     */
    public OptionalInt rdbVersion() {
        if (version.equals(Version.UNKNOWN)) {
            return OptionalInt.empty();
        }
        return switch (flavour) {
            case REDIS -> OptionalInt.of(ofRedis(version));
            case VALKEY -> OptionalInt.of(version.atLeast(9, 2) ? 81 : version.atLeast(9, 0) ? 80 : 11);
            // A fork of Redis 6.
            case KEYDB -> OptionalInt.of(9);
            case DRAGONFLY, UNKNOWN -> OptionalInt.empty();
        };
    }

    private static int ofRedis(Version version) {
        int[][] since = {
            {8, 10, 15}, {8, 8, 14}, {8, 6, 13}, {7, 4, 12}, {7, 2, 11}, {7, 0, 10}, {5, 0, 9}, {4, 0, 8}, {3, 2, 7}
        };
        for (int[] one : since) {
            if (version.atLeast(one[0], one[1])) {
                return one[2];
            }
        }
        return 6;
    }

    /** Whether the server at the other end takes writes. */
    static Role role(Wire wire) {
        String role = wire.hello().role();
        if (role.isEmpty()) {
            // RESP2 without HELLO, or a user that may not say HELLO.
            Reply reply = wire.call("ROLE");
            role = reply instanceof Reply.Array array ? array.items().get(0).text() : "master";
        }
        return role.equals("master") ? Role.MASTER : Role.REPLICA;
    }

    private static Flavour flavour(Hello hello, Map<String, String> info) {
        if (info.containsKey("dragonfly_version")) {
            return Flavour.DRAGONFLY;
        }
        if (info.containsKey("valkey_version") || hello.server().equals("valkey")) {
            return Flavour.VALKEY;
        }
        if (info.containsKey("mvcc_depth")
                || info.getOrDefault("executable", "").contains("keydb")) {
            return Flavour.KEYDB;
        }
        return info.containsKey("redis_version") || hello.server().equals("redis") ? Flavour.REDIS : Flavour.UNKNOWN;
    }

    private static Version version(Hello hello, Map<String, String> info) {
        // redis_version of the others is the Redis that they resemble.
        for (String field : List.of("dragonfly_version", "valkey_version", "redis_version")) {
            String text = info.get(field);
            if (text != null) {
                return Version.parse(text.replaceFirst("^df-", ""));
            }
        }
        return Version.parse(hello.version());
    }

    private static Map<String, String> fields(Reply reply) {
        return reply instanceof Reply.Err ? new HashMap<>() : InfoText.fields(reply.text());
    }

    private static Map<String, Long> modules(Reply reply) {
        Map<String, Long> modules = new TreeMap<>();
        if (reply instanceof Reply.Err) {
            return modules;
        }
        for (Reply module : reply.items()) {
            String name = "";
            long version = 0;
            for (Iterator<Reply> parts = module.items().iterator(); parts.hasNext(); ) {
                String field = parts.next().text();
                Reply value = parts.next();
                if (field.equals("name")) {
                    name = value.text();
                } else if (field.equals("ver")) {
                    version = value.number();
                }
            }
            modules.put(name, version);
        }
        return modules;
    }

    private static Set<String> names(Reply reply) {
        Set<String> names = new TreeSet<>();
        if (!(reply instanceof Reply.Err)) {
            reply.items().forEach(name -> names.add(name.text().toLowerCase(Locale.ROOT)));
        }
        return names;
    }
}
