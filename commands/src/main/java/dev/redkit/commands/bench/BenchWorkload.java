package dev.redkit.commands.bench;

import dev.redkit.bench.workload.ClassicTest;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Preset;
import dev.redkit.bench.workload.Table;
import dev.redkit.bench.workload.Workload;
import dev.redkit.bench.workload.file.WorkloadFile;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Input;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The options that say what is sent: commands, a preset, or the tests of redis-benchmark. */
final class BenchWorkload {
    private final Session session;
    private final Arg commands;
    private final Arg file;
    private final Arg data;
    private final Arg preset;
    private final Arg tests;
    private final Arg keys;
    private final Arg size;
    private final Arg fill;
    private final Arg fillWith;

    BenchWorkload(Syntax syntax, Session session) {
        this.session = session;
        commands = syntax.rest(
                "COMMAND", "'GET {key}' and the like; x10 behind one: ten times as often as the others", false);
        syntax.section("The workload");
        preset = syntax.option(
                "NAME", "a workload that has a name (default mixed): " + String.join(", ", presets()), "--preset");
        tests = syntax.option("LIST", "tests of redis-benchmark, one after the other: get,set,incr,…", "-t", "--tests");
        file = syntax.path(
                "FILE",
                "a workload file in YAML or JSON: commands, keys, data, phases, load and bounds; options override it",
                "--workload");
        data = syntax.option("NAME=FILE", "a CSV file whose fields {field:NAME.column} are; again for more", "--data");
        keys = syntax.option("N", "how many keys {key} draws from (default 100k)", "-r", "--keys");
        size = syntax.option("SIZE", "bytes of a value of presets and tests (default 100)", "-d", "--size");
        fill = syntax.flag("first make every key of the preset or file once", "--fill");
        fillWith = syntax.option("COMMAND", "first send this once for every key", "--fill-with");
    }

    private static List<String> presets() {
        return Arrays.stream(Preset.values()).map(Preset::title).toList();
    }

    /** One; several for {@code -t}, or for a file with phases. */
    List<WorkloadFile.Phase> phases() {
        int ways = (commands.all().isEmpty() ? 0 : 1)
                + (preset.present() ? 1 : 0)
                + (tests.present() ? 1 : 0)
                + (file.present() ? 1 : 0);
        if (ways > 1) {
            throw new UsageError(
                    "commands, --preset, --workload and -t (--tests) all say what to send", "give one of them");
        }
        if (file.present()) {
            return read().phases();
        }
        return workloads().stream()
                .map(one -> new WorkloadFile.Phase(one, Map.of(), List.of()))
                .toList();
    }

    /** The only one; {@code command} measures no more than that. */
    WorkloadFile.Phase only(String command) {
        List<WorkloadFile.Phase> phases = phases();
        if (phases.size() > 1) {
            throw new UsageError(
                    "'" + command + "' measures one workload at a time",
                    file.present() ? "give it a file without phases" : "give one test to -t");
        }
        return phases.get(0);
    }

    private WorkloadFile read() {
        try (Input input = Input.open(file.text(), session.console().in())) {
            return WorkloadFile.read(input, keys());
        }
    }

    private List<Workload> workloads() {
        if (!commands.all().isEmpty()) {
            List<String> words = commands.all();
            return List.of(Workload.parse(String.join(" ", words), words, keys(), tables()));
        }
        if (!tests.present()) {
            return List.of(preset().workload(keys(), size()));
        }
        List<Workload> all = new ArrayList<>();
        for (String name : tests.text().split(",", -1)) {
            String word = name.strip().toLowerCase(Locale.ROOT);
            all.add(ClassicTest.of(word, keys(), size())
                    .orElseThrow(() -> new UsageError(
                            "--tests: '" + word + "' is not one of " + String.join(", ", ClassicTest.names()),
                            Suggestion.hint(word, ClassicTest.names()))));
        }
        return all;
    }

    private List<Table> tables() {
        List<Table> tables = new ArrayList<>();
        for (String one : data.all()) {
            int equals = one.indexOf('=');
            if (equals < 1) {
                throw new UsageError("--data: '" + one + "' is not NAME=FILE", "for example --data users=users.csv");
            }
            try (Input input =
                    Input.open(one.substring(equals + 1), session.console().in())) {
                tables.add(Table.read(one.substring(0, equals), input));
            }
        }
        return tables;
    }

    /** What fills the keys before, if that is wanted. */
    Optional<Workload> filling(Workload workload) {
        if (fillWith.present()) {
            Workload filling = Workload.parse("fill", List.of(fillWith.text()), workload.keys(), tables());
            return Optional.of(filling.inTurn());
        }
        if (file.present() && fill.present()) {
            return Optional.of(read().filling()
                    .orElseThrow(() -> new UsageError("--fill: " + file.text() + " says no 'fill'", null)));
        }
        if (!fill.present()) {
            return Optional.empty();
        }
        if (!commands.all().isEmpty() || tests.present()) {
            throw new UsageError(
                    "--fill knows only what suits a preset", "say it: --fill-with 'SET {key} {bytes:100}'");
        }
        return Optional.of(preset().filling(keys(), size()));
    }

    private Preset preset() {
        String name = preset.text(Preset.MIXED.title());
        return Preset.of(name)
                .orElseThrow(() -> new UsageError(
                        "--preset: '" + name + "' is not one of " + String.join(", ", presets()),
                        Suggestion.hint(name, presets())));
    }

    private KeySpace keys() {
        return KeySpace.uniform(keys.present() ? KeySpace.count(keys.text()) : 100_000);
    }

    private String size() {
        return Long.toString(size.present() ? ByteSizes.parse(size.text()) : 100);
    }
}
