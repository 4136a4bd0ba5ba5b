package dev.redkit.admin;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotFound;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Words;
import dev.redkit.io.ByteSizes;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The parameters of a server, as it says them itself or as a redis.conf has them. Secrets among them are never shown. */
public final class Settings {
    /** What differs between servers that are set alike. */
    private static final Set<String> OWN = Set.of(
            "port",
            "tls-port",
            "cluster-port",
            "cluster-announce-port",
            "cluster-announce-tls-port",
            "cluster-announce-bus-port",
            "cluster-announce-ip",
            "cluster-announce-hostname",
            "cluster-announce-human-nodename",
            "cluster-config-file",
            "bind",
            "bind-source-addr",
            "unixsocket",
            "dir",
            "pidfile",
            "logfile",
            "replicaof",
            "slaveof",
            "replica-announce-ip",
            "replica-announce-port",
            "slave-announce-ip",
            "slave-announce-port",
            "syslog-ident",
            "tls-cert-file",
            "tls-key-file",
            "tls-client-cert-file",
            "tls-client-key-file");

    private static final int MOST_LINES = 100_000;

    private final String origin;
    private final Map<String, String> values;

    private Settings(String origin, Map<String, String> values) {
        this.origin = origin;
        this.values = values;
    }

    /** All that match, of the server at the other end. */
    public static Settings ask(Wire wire, List<String> patterns) {
        Map<String, String> values = new TreeMap<>();
        for (String pattern : patterns) {
            List<Reply> pairs = EveryNode.demand(wire, "CONFIG GET", word("CONFIG"), word("GET"), word(pattern))
                    .items();
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                values.put(pairs.get(i).text(), pairs.get(i + 1).text());
            }
        }
        return new Settings(wire.address().toString(), values);
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Those that a redis.conf names; files that it includes are not followed, because they are files of its machine. */
    public static Settings read(Path file) {
        Map<String, String> values = new TreeMap<>();
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            Words split = Words.of(line);
            if (split.fault() != null) {
                throw new BadInput(split.fault().message() + " in line " + (i + 1) + " of " + file);
            }
            List<String> words = split.texts();
            String name = words.get(0).toLowerCase(Locale.ROOT);
            String value = String.join(" ", words.subList(1, words.size()));
            // Parameters that may be said several times add up, as in what CONFIG GET gives.
            boolean adds = name.equals("save") || name.equals("client-output-buffer-limit");
            values.merge(name, value, (before, more) -> adds && !more.isEmpty() ? before + " " + more : more);
        }
        return new Settings(file.toString(), values);
    }

    private static List<String> lines(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new UsageError(file + " is a folder", "name the redis.conf in it");
            }
            if (Files.size(file) > 16 << 20) {
                throw new BadInput(file + " is too large for a redis.conf");
            }
            List<String> lines = new ArrayList<>();
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", MOST_LINES)) {
                lines.add(line);
            }
            return lines;
        } catch (NoSuchFileException e) {
            throw new NotFound("there is no " + file, null, e);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    public String origin() {
        return origin;
    }

    /** By name; values that are secrets are hidden. */
    public Map<String, String> shown() {
        Map<String, String> shown = new TreeMap<>();
        values.forEach((name, value) -> shown.put(name, shown(name, value)));
        return shown;
    }

    /** The value as it may be shown. */
    public static String shown(String name, String value) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean secret = lower.endsWith("pass") || lower.endsWith("auth") || lower.equals("user");
        return secret && value != null && !value.isEmpty() ? "(hidden)" : value;
    }

    /**
     * A parameter in which two differ.
     *
     * @param here null when it is not set there
     */
    public record Difference(String name, String here, String there) {}

    /**
     * What is set otherwise elsewhere. Compared with a file, only what the file names counts; of two servers that are not of
     * one version, what both have.
     *
     * @param own whether also what differs between any two servers: ports, folders, addresses
     */
    public List<Difference> differences(Settings other, boolean own) {
        Set<String> names = new TreeSet<>(values.keySet());
        names.retainAll(other.values.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            if ((own || !OWN.contains(name)) && !same(name, values.get(name), other.values.get(name))) {
                differences.add(
                        new Difference(name, shown(name, values.get(name)), shown(name, other.values.get(name))));
            }
        }
        return differences;
    }

    /** Parameters that only one of the two has; a server lists all of its own, so they are of another version. */
    public Set<String> onlyIn(Settings other) {
        Set<String> names = new TreeSet<>(other.values.keySet());
        names.removeAll(values.keySet());
        return names;
    }

    private static boolean same(String name, String one, String other) {
        return normal(name, one).equals(normal(name, other));
    }

    /** {@code 100mb} and {@code 104857600} are the same; so are {@code "" } and nothing. */
    private static String normal(String name, String value) {
        StringBuilder text = new StringBuilder();
        for (String word : value.strip().split("\\s+", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.matches("\\d+(k|kb|m|mb|g|gb|t|tb|p|pb|b)")) {
                lower = Long.toString(ByteSizes.parse(lower));
            }
            text.append(text.length() == 0 ? "" : " ").append(lower);
        }
        // The server says "slave" where the file may say "replica", and the other way round.
        return name.equals("client-output-buffer-limit")
                ? text.toString().replace("slave", "replica")
                : text.toString();
    }
}
