package dev.redkit.commands.bench;

import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.vector.Index;
import dev.redkit.bench.vector.Truth;
import dev.redkit.bench.vector.VectorTrial;
import dev.redkit.bench.vector.Vectors;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Failure;
import dev.redkit.failure.NotMeasured;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code redkit bench vector}: nearest neighbours, how fast and how many of the true ones. */
final class BenchVectorCommand implements Action {
    private static final double WANTED = 0.95;

    private final Session session;
    private final Arg file;
    private final Arg count;
    private final Arg dimensions;
    private final Arg queries;
    private final Arg neighbours;
    private final Arg engine;
    private final Arg efforts;
    private final Arg links;
    private final Arg building;
    private final Arg precision;
    private final Arg keep;
    private final Arg connections;
    private final BenchTiming timing;
    private final Arg seed;
    private final BenchVerdicts verdicts;

    BenchVectorCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Measure how fast nearest vectors are found, and how many of the true ones.",
                "Vectors of a file (.npy with float32, .fvecs), or drawn ones, are put into a vector set (Redis 8) or a search"
                        + " index (FT.SEARCH); some are kept back to ask with. The true neighbours (cosine) are found here, by"
                        + " looking at every vector. Then each effort of --ef is measured: recall, rate and latency come from"
                        + " the same replies. 'front' marks what no other beats in both, and the last line says the one number"
                        + " that compares: requests per second at a recall of 0.95.");
        syntax.examples(
                "redkit bench vector --count 100k --dim 384 --ef 20,50,100,200,400",
                "redkit bench vector --vectors glove.fvecs -c 8 --precision q8",
                "redkit bench vector --vectors embeddings.npy --engine search --ef 200 --assert 'recall>=0.95'");
        syntax.section("The vectors");
        file = syntax.path("FILE", "a .npy (float32, two dimensions) or .fvecs file", "--vectors");
        count = syntax.option("N", "how many (default 10k, or all of the file)", "--count");
        dimensions = syntax.option("N", "dimensions of drawn ones (default 128)", "--dim");
        queries = syntax.option("N", "how many to ask with (default 200)", "--queries");
        neighbours = syntax.option("N", "neighbours asked for (default 10)", "--k");
        seed = syntax.option("N", "what draws begin with (default 1)", "--seed");
        syntax.section("The index");
        engine = syntax.oneOf("default: each that the server knows", List.of("vset", "search", "both"), "--engine");
        efforts = syntax.option("LIST", "efforts of searching (default 10,20,50,100,200,400)", "--ef");
        links = syntax.option("N", "links of each vector (default 16)", "--links");
        building = syntax.option("N", "effort of building (default 200)", "--ef-build");
        precision = syntax.oneOf("of vector sets (default q8)", List.of("q8", "f32", "bin"), "--precision");
        keep = syntax.flag("leave the index on the server", "--keep");
        syntax.section("The load");
        connections = syntax.option("N", "questions under way at most (default 4)", "-c", "--connections");
        timing = new BenchTiming(
                syntax,
                session,
                new BenchTiming.Words(null, "questions per second at fixed moments", "each effort "),
                Duration.ofSeconds(5),
                Duration.ofSeconds(1));
        verdicts = new BenchVerdicts(syntax, session, false);
    }

    @Override
    public void run() {
        verdicts.check();
        List<Integer> sweep = sweep();
        int asking = (int) queries.number(200, 1, 1_000_000);
        int k = (int) neighbours.number(10, 1, 10_000);
        Load load = timing.load((int) connections.number(4, 1, 1_000));
        if (session.dryRun()) {
            session.console().line("would build an index on " + session.target() + " and ask it at efforts " + sweep);
            return;
        }
        session.cancellation().watch();
        Vectors all = vectors(asking);
        if (all.count() <= asking + k) {
            throw new UsageError(
                    all.count() + " vectors are too few to ask with " + asking + " of them", "--queries 10");
        }
        Vectors data = all.part(0, all.count() - asking);
        Vectors questions = all.part(all.count() - asking, asking);
        Truth truth = Truth.of(data, questions, k);
        List<Report> reports = new ArrayList<>();
        for (Index index : indexes()) {
            measure(
                    index,
                    data,
                    sweep.stream()
                            .map(ef -> new VectorTrial.Task(index, questions, truth, ef))
                            .toList(),
                    load,
                    reports);
        }
        show(reports);
        verdicts.judge();
    }

    private List<Integer> sweep() {
        List<Integer> sweep = new ArrayList<>();
        for (String word : efforts.text("10,20,50,100,200,400").split(",", -1)) {
            try {
                sweep.add(Integer.parseInt(word.strip()));
            } catch (NumberFormatException e) {
                throw new UsageError("--ef: '" + word + "' is not a number", "write it as 50,100,200", e);
            }
            int last = sweep.get(sweep.size() - 1);
            if (last < 1 || last > 1_000_000) {
                throw new UsageError("--ef: " + last + " is not between 1 and 1000000");
            }
        }
        return sweep;
    }

    private Vectors vectors(int asking) {
        long most = count.present() ? KeySpace.count(count.text()) : 0;
        if (!file.present()) {
            int wanted = Math.toIntExact(Math.min(Integer.MAX_VALUE - asking, most == 0 ? 10_000 : most));
            return Vectors.drawn(
                    wanted + asking,
                    (int) dimensions.number(128, 1, 65_536),
                    seed.number(1, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (dimensions.present()) {
            throw new UsageError("--dim is about drawn vectors; a file has its own");
        }
        try (Input input = Input.open(file.text(), session.console().in())) {
            return Vectors.read(
                    input, most == 0 ? Integer.MAX_VALUE : (int) Math.min(most + asking, Integer.MAX_VALUE));
        }
    }

    private List<Index> indexes() {
        Index.Graph graph = new Index.Graph(
                (int) links.number(16, 2, 512), (int) building.number(200, 1, 100_000), precision.text("q8"));
        String name = "redkit:bench:" + Long.toString(System.nanoTime() & 0xffffffffL, 36);
        String wanted = engine.text("any");
        List<Index> indexes = new ArrayList<>();
        try (Wire wire = session.redis().wire()) {
            for (String one : List.of("vset", "search")) {
                boolean known = Index.knows(wire, one.equals("vset") ? "VSIM" : "FT.SEARCH");
                if (known && (wanted.equals("any") || wanted.equals("both") || wanted.equals(one))) {
                    indexes.add(one.equals("vset") ? Index.vectorSet(name, graph) : Index.search(name + "s", graph));
                } else if (!known && (wanted.equals("both") || wanted.equals(one))) {
                    throw new ServerRefused(
                            "the server has no " + (one.equals("vset") ? "vector sets" : "FT.SEARCH"), null);
                }
            }
        }
        if (indexes.isEmpty()) {
            throw new ServerRefused(
                    "the server has neither vector sets nor FT.SEARCH", "vector sets come with Redis 8");
        }
        return indexes;
    }

    private void measure(Index index, Vectors data, List<VectorTrial.Task> tasks, Load load, List<Report> reports) {
        VectorTrial.create(session.redis(), index, data);
        try {
            double built = build(index, data);
            for (VectorTrial.Task task : tasks) {
                if (!session.cancellation().requested()) {
                    reports.add(one(task, data, load, built));
                }
            }
        } catch (RuntimeException e) {
            try {
                tidyUp(index, data);
            } catch (Failure other) {
                e.addSuppressed(other);
            }
            throw e;
        }
        tidyUp(index, data);
    }

    private void tidyUp(Index index, Vectors data) {
        if (!keep.present()) {
            VectorTrial.drop(session.redis(), index, data);
        }
    }

    private double build(Index index, Vectors data) {
        Progress progress = new Progress();
        double built;
        try (var meter = session.meter(index.title(), progress)) {
            long[] before = new long[1];
            built = VectorTrial.build(
                    session.redis(),
                    index,
                    data,
                    added -> {
                        progress.addRecords(added - before[0]);
                        before[0] = added;
                    },
                    session.cancellation()::requested);
        }
        session.console()
                .note(String.format(
                        Locale.ROOT,
                        "%s: %,d vectors of %d dimensions, built in %.1f s",
                        index.title(),
                        data.count(),
                        data.dimensions(),
                        built));
        return built;
    }

    private Report one(VectorTrial.Task task, Vectors data, Load load, double built) {
        Trial.Outcome outcome = VectorTrial.run(session.redis(), task, load, session.cancellation()::requested);
        Report report = outcome.report();
        report.facts().put("build_seconds", built).put("vectors", data.count()).put("dimensions", data.dimensions());
        outcome.failure().ifPresent(failure -> {
            verdicts.failed(report.title(), failure);
            throw failure;
        });
        if (report.count() == 0) {
            throw new NotMeasured(report.title() + ": no answer within " + load.time());
        }
        report.errors()
                .forEach(kind -> session.console().warn(report.title() + ": " + kind.count() + " × " + kind.example()));
        verdicts.add(report);
        return report;
    }

    private void show(List<Report> reports) {
        Renderer renderer = session.renderer();
        List<Column> columns = new ArrayList<>(
                List.of(Column.left("index"), Column.right("ef"), Column.right("recall"), Column.right("per_second")));
        List<Quantile> quantiles = List.of(Quantile.of("p50"), Quantile.of("p99"), Quantile.of("max"));
        quantiles.forEach(quantile -> columns.add(Column.right(quantile.name() + "_ms")));
        columns.addAll(List.of(Column.left("front"), Column.left("verdict")));
        renderer.begin(columns);
        List<Report> front = VectorTrial.front(reports);
        for (Report report : reports) {
            List<Value> cells = new ArrayList<>(List.of(
                    Value.of(report.title().replaceFirst(", ef.*", "")),
                    Value.of((long) report.facts().get("ef")),
                    BenchValues.rounded(report.facts().get("recall")),
                    Value.of(Math.round(report.rate()))));
            quantiles.forEach(quantile -> cells.add(BenchValues.time(quantile, report.seen())));
            cells.add(Value.of(front.contains(report)));
            cells.add(Value.of(report.verdict().title()));
            renderer.row(cells);
        }
        renderer.end();
        Optional<Report> best = VectorTrial.fastest(reports, WANTED);
        session.console()
                .note(best.map(report -> String.format(
                                Locale.ROOT,
                                "at a recall of %.2f or more: %,.0f/s (%s, recall %.3f)",
                                WANTED,
                                report.rate(),
                                report.title(),
                                report.facts().get("recall")))
                        .orElse(String.format(Locale.ROOT, "no effort reached a recall of %.2f", WANTED)));
    }
}
