package dev.redkit.bench.workload.file;

import dev.redkit.bench.gate.Assertion;
import dev.redkit.bench.schedule.Arrivals;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Table;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import dev.redkit.io.Input;
import dev.redkit.io.Rates;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a workload file says.
 *
 * <pre>{@code
 * name: shop
 * keys: zipf 100k 0.99
 * data: {users: users.csv}
 * fill: SET {key} {bytes:100-4kb}
 * connections: 50
 * commands:
 *   - {command: 'GET {key}', weight: 10}
 *   - SET {key} {bytes:100-4kb} EX {ttl:1m-1h}
 * asserts: ['get.p99<5ms']
 * phases:
 *   - {name: quiet, rate: 1k/s, for: 30s}
 *   - {name: rush, rate: 10k/s, for: 60s, asserts: ['get.p99<20ms']}
 * }</pre>
 *
 * @param filling what makes every key once, beforehand
 * @param phases one at least: a file without phases is one
 */
public record WorkloadFile(Optional<Workload> filling, List<Phase> phases) {
    private static final List<String> SETTINGS = List.of(
            "connections",
            "pipeline",
            "threads",
            "rate",
            "arrivals",
            "for",
            "warmup",
            "requests",
            "blocks",
            "seed",
            "constant-value",
            "tolerate",
            "reconnect");

    private static final List<String> OF_PHASE = and(SETTINGS, "name", "commands", "asserts");
    private static final List<String> OF_FILE = and(OF_PHASE, "keys", "data", "fill", "phases");

    /**
     * A part of the run.
     *
     * @param settings how it is loaded: checked texts, by the long names of the options that say the same
     * @param asserts bounds on its result
     */
    public record Phase(Workload workload, Map<String, String> settings, List<String> asserts) {}

    private static List<String> and(List<String> some, String... more) {
        List<String> all = new ArrayList<>(some);
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    /** {@code keys}: what {@code {key}} draws from when the file does not say it. */
    public static WorkloadFile read(Input input, KeySpace keys) {
        return new Reader(input.name(), keys).read(Spot.read(input.stream(), input.name()));
    }

    /** Reads one file. */
    private static final class Reader {
        private final String file;
        private KeySpace keys;
        private final List<Table> tables = new ArrayList<>();

        Reader(String file, KeySpace keys) {
            this.file = file;
            this.keys = keys;
        }

        WorkloadFile read(Spot root) {
            Map<String, Spot> fields = root.fields(OF_FILE);
            keys = Optional.ofNullable(fields.get("keys"))
                    .map(spot -> spot.as(KeySpace::parse))
                    .orElse(keys);
            if (fields.containsKey("data")) {
                fields.get("data").fields(List.of()).forEach(this::table);
            }
            Path name = Path.of(file).getFileName();
            String title = Optional.ofNullable(fields.get("name"))
                    .map(Spot::text)
                    .orElse(String.valueOf(name).replaceFirst("\\.[a-z]+$", ""));
            Optional<Workload> filling = Optional.ofNullable(fields.get("fill"))
                    .map(spot -> spot.as(text -> Workload.parse("fill " + title, List.of(text), keys, tables)
                            .inTurn()));
            return new WorkloadFile(filling, phases(title, root, fields));
        }

        private List<Phase> phases(String title, Spot root, Map<String, Spot> fields) {
            if (!fields.containsKey("phases")) {
                return List.of(phase(title, root, fields, Map.of()));
            }
            List<Phase> phases = new ArrayList<>();
            for (Spot one : fields.get("phases").items()) {
                Map<String, Spot> its = one.fields(OF_PHASE);
                String name = its.containsKey("name") ? its.get("name").text() : Integer.toString(phases.size() + 1);
                phases.add(phase(title + "/" + name, one, its, fields));
            }
            if (phases.isEmpty()) {
                throw fields.get("phases").wrong("there are no phases", null);
            }
            return phases;
        }

        /** {@code outer}: what holds where the phase itself says nothing. */
        private Phase phase(String title, Spot spot, Map<String, Spot> own, Map<String, Spot> outer) {
            Map<String, Spot> fields = new HashMap<>(outer);
            fields.putAll(own);
            if (!fields.containsKey("commands")) {
                throw spot.wrong("there are no commands", "commands: ['GET {key}']");
            }
            Map<String, String> settings = new LinkedHashMap<>();
            for (String name : SETTINGS) {
                if (fields.containsKey(name)) {
                    settings.put(name, setting(name, fields.get(name)));
                }
            }
            List<String> asserts = new ArrayList<>();
            if (fields.containsKey("asserts")) {
                fields.get("asserts")
                        .items()
                        .forEach(one -> asserts.add(one.as(Assertion::parse).toString()));
            }
            return new Phase(commands(title, fields.get("commands")), settings, asserts);
        }

        private Workload commands(String title, Spot list) {
            List<String> words = new ArrayList<>();
            for (Spot one : list.items()) {
                if (one.isText()) {
                    words.add(checked(one));
                    continue;
                }
                Map<String, Spot> fields = one.fields(List.of("command", "weight"));
                if (!fields.containsKey("command")) {
                    throw one.wrong("here is no command", null);
                }
                words.add(checked(fields.get("command")));
                if (fields.containsKey("weight")) {
                    words.add("x" + fields.get("weight").as(text -> number(text, 1, 1_000_000)));
                }
            }
            try {
                return Workload.parse(title, words, keys, tables);
            } catch (UsageError e) {
                throw list.wrong(e.getMessage(), e.hint().orElse(null));
            }
        }

        private String checked(Spot command) {
            return command.as(text -> {
                Workload.parse("", List.of(text), keys, tables);
                return text;
            });
        }

        private void table(String name, Spot place) {
            Path beside = Path.of(file).toAbsolutePath().resolveSibling(place.text());
            try (Input input = place.as(text -> Input.open(beside))) {
                tables.add(Table.read(name, input));
            }
        }

        private static String setting(String name, Spot spot) {
            check(name, spot);
            return spot.text();
        }

        private static void check(String name, Spot spot) {
            Consumer<String> check = switch (name) {
                case "connections" -> text -> number(text, 1, 20_000);
                case "pipeline" -> text -> number(text, 1, 100_000);
                case "threads" -> text -> number(text, 1, 256);
                case "blocks" -> text -> number(text, 1, 10_000);
                case "requests" -> text -> number(text, 1, Long.MAX_VALUE / 1000);
                case "seed" -> text -> number(text, Long.MIN_VALUE, Long.MAX_VALUE);
                case "rate" -> Rates::parse;
                case "arrivals" -> Reader::arrivals;
                case "for", "warmup" -> text -> Durations.parse(text, ChronoUnit.SECONDS);
                default -> Reader::flag;
            };
            spot.as(text -> {
                check.accept(text);
                return text;
            });
        }

        private static long number(String text, long least, long most) {
            long value;
            try {
                value = Long.parseLong(text);
            } catch (NumberFormatException e) {
                throw new UsageError("'" + text + "' is not a whole number", null, e);
            }
            if (value < least || value > most) {
                throw new UsageError(value + " is not between " + least + " and " + most);
            }
            return value;
        }

        private static void arrivals(String text) {
            for (Arrivals one : Arrivals.values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return;
                }
            }
            throw new UsageError("'" + text + "' is not one of constant, poisson");
        }

        private static void flag(String text) {
            if (!text.equals("true") && !text.equals("false")) {
                throw new UsageError("'" + text + "' is neither true nor false");
            }
        }
    }
}
