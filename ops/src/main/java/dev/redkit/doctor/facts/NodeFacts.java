package dev.redkit.doctor.facts;

import dev.redkit.redis.Flavour;
import dev.redkit.redis.Node;
import dev.redkit.redis.Version;
import dev.redkit.target.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one server said. Names may be given in several spellings, of which the first that the server knows is taken:
 * versions and makes differ.
 */
public final class NodeFacts {
    private final Target target;
    private final Node node;
    private final Answers answers;

    /** The answers as they came. */
    record Answers(
            Told<Map<String, String>> info,
            Told<Map<String, String>> config,
            Told<List<Client>> clients,
            Told<List<SlowCommand>> slow,
            Told<List<HoldUp>> holdUps,
            Told<List<User>> users,
            Told<Map<String, String>> cluster,
            Told<String> clusterNodes,
            Told<List<SampledKey>> keys,
            Told<List<SearchIndex>> indexes,
            Optional<Machine> machine,
            long clockMicros) {}

    NodeFacts(Target target, Node node, Answers answers) {
        this.target = target;
        this.node = node;
        this.answers = answers;
    }

    /** Where it is. */
    public String name() {
        return node.address().toString();
    }

    public Target target() {
        return target;
    }

    public Node node() {
        return node;
    }

    /** As the server itself sees it; as those see it that told of it, when it does not tell. */
    public boolean isMaster() {
        boolean told = answers.info().told() && has("role");
        return told ? text("role").equals("master") : node.isMaster();
    }

    boolean sentinel() {
        return answers.info().told()
                && answers.info().get().getOrDefault("redis_mode", "").equals("sentinel");
    }

    // ---- INFO

    public boolean has(String name) {
        return answers.info().get().containsKey(name);
    }

    public String text(String... names) {
        return first(answers.info().get(), names);
    }

    public long number(String... names) {
        return whole(text(names), names[0]);
    }

    /** The same, 0 where there is none. */
    public long numberOr0(String name) {
        return has(name) ? number(name) : 0;
    }

    public double real(String name) {
        try {
            return Double.parseDouble(text(name));
        } catch (NumberFormatException e) {
            throw new Absent(name);
        }
    }

    /** Fields whose values are lists of {@code name=value}, by the rest of their names: {@code cmdstat_get} is {@code get}. */
    public Map<String, Map<String, String>> families(String prefix) {
        Map<String, Map<String, String>> found = new TreeMap<>();
        answers.info().get().forEach((name, value) -> {
            if (name.startsWith(prefix) && value.indexOf('=') > 0) {
                Map<String, String> parts = new HashMap<>();
                for (String part : value.split(",", -1)) {
                    int equals = part.indexOf('=');
                    if (equals > 0) {
                        parts.put(part.substring(0, equals), part.substring(equals + 1));
                    }
                }
                found.put(name.substring(prefix.length()), parts);
            }
        });
        return found;
    }

    /** {@code calls} of a command so far. */
    public long calls(String command) {
        return Long.parseLong(
                families("cmdstat_").getOrDefault(command, Map.of()).getOrDefault("calls", "0"));
    }

    /** Keys of all databases, and those of them that expire. */
    public long keyCount() {
        return sum("keys");
    }

    public long expiringCount() {
        return sum("expires");
    }

    private long sum(String part) {
        return families("db").entrySet().stream()
                .filter(one -> one.getKey().chars().allMatch(Character::isDigit))
                .mapToLong(one -> Long.parseLong(one.getValue().getOrDefault(part, "0")))
                .sum();
    }

    /** Databases with keys in them. */
    public long databases() {
        return families("db").keySet().stream()
                .filter(one -> one.chars().allMatch(Character::isDigit))
                .count();
    }

    /** Its replicas, as the master counts them: address, state, offset, lag. */
    public List<Map<String, String>> replicas() {
        Map<String, Map<String, String>> all = families("slave");
        all.putAll(families("replica"));
        return all.entrySet().stream()
                .filter(one -> one.getKey().chars().allMatch(Character::isDigit))
                .map(Map.Entry::getValue)
                .toList();
    }

    public Flavour flavour() {
        if (has("valkey_version")) {
            return Flavour.VALKEY;
        }
        return has("dragonfly_version") ? Flavour.DRAGONFLY : Flavour.REDIS;
    }

    public Version version() {
        return Version.parse(
                text("valkey_version", "dragonfly_version", "redis_version").replaceFirst("^df-", ""));
    }

    // ---- CONFIG

    public String config(String... names) {
        return first(answers.config().get(), names);
    }

    public long configNumber(String... names) {
        return whole(config(names), names[0]);
    }

    /** Whether its keys may be evicted, all of them: then it is a cache. */
    public boolean cache() {
        return config("maxmemory-policy").startsWith("allkeys-") && configNumber("maxmemory") > 0;
    }

    /** Whether anybody but this machine can connect to it. */
    public boolean exposed() {
        for (String one : config("bind").split(" ", -1)) {
            String address = one.startsWith("-") ? one.substring(1) : one;
            boolean loopback = address.startsWith("127.") || address.equals("::1") || address.equals("localhost");
            if (!loopback && !address.isEmpty()) {
                return true;
            }
        }
        return config("bind").isBlank();
    }

    // ---- the rest

    public List<Client> clients() {
        return answers.clients().get();
    }

    public List<SlowCommand> slowCommands() {
        return answers.slow().get();
    }

    public List<HoldUp> holdUps() {
        return answers.holdUps().get();
    }

    public List<User> users() {
        return answers.users().get();
    }

    /** A field of CLUSTER INFO. */
    public String cluster(String name) {
        return first(answers.cluster().get(), name);
    }

    /** The lines of CLUSTER NODES. */
    public List<String> clusterNodes() {
        return answers.clusterNodes().get().lines().toList();
    }

    public List<SampledKey> keys() {
        return answers.keys().get();
    }

    public List<SearchIndex> indexes() {
        return answers.indexes().get();
    }

    /** The machine it runs on; ends the rule when that is not this one. */
    public Machine machine() {
        return answers.machine().orElseThrow(() -> new Absent("machine"));
    }

    /** How far its clock is ahead of ours, in microseconds, give or take the way there and back. */
    public long clockMicros() {
        return answers.clockMicros();
    }

    private static String first(Map<String, String> fields, String... names) {
        for (String name : names) {
            String value = fields.get(name);
            if (value != null) {
                return value;
            }
        }
        throw new Absent(names[0]);
    }

    private static long whole(String text, String name) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Absent(name);
        }
    }
}
