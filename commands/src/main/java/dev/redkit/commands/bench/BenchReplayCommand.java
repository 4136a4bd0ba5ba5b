package dev.redkit.commands.bench;

import dev.redkit.bench.replay.Replay;
import dev.redkit.bench.replay.Survey;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Consent;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code redkit bench replay}: recorded traffic, sent again. */
final class BenchReplayCommand implements Action {
    private static final int MOST_CONNECTIONS = 20_000;

    private final Session session;
    private final Arg file;
    private final Arg speed;
    private final Arg connections;
    private final BenchTiming timing;
    private final Arg readOnly;
    private final Arg rename;
    private final BenchVerdicts verdicts;

    BenchReplayCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Send recorded traffic again, with its timing, and report what came back.",
                "A recording is what MONITOR printed (redis-cli's lines, or 'redkit tail --monitor --save FILE'), or an"
                        + " append-only file or folder, which holds only writes and times only if the server noted them."
                        + " Requests of one client go over one connection, in their order and at their moments; response"
                        + " times count from these. With --speed max each leaves when the answer before it came.",
                "Left out, counted and named: what scripts ran, commands about connections (AUTH, SUBSCRIBE, …), and those"
                        + " of administrators (FLUSHALL, CONFIG, …). Writes are sent as they were: --read-only leaves them"
                        + " out, --rename-prefix puts them elsewhere.");
        syntax.examples(
                "redkit tail --monitor --save traffic.ndjson --for 1m",
                "redkit bench replay traffic.ndjson -h staging --read-only",
                "redkit bench replay traffic.ndjson --speed 2 --rename-prefix user:=replay:user: --assert 'p99<5ms'",
                "redkit bench replay appendonlydir --speed max");
        file = syntax.parameter("FILE", "the recording", true);
        syntax.section("The load");
        speed = syntax.option("FACTOR", "2 is twice as fast, 0.5 half; max: as fast as answers come", "--speed");
        connections = syntax.option("N", "connections (default: one for each client)", "-c", "--connections");
        timing = new BenchTiming(
                syntax,
                session,
                new BenchTiming.Words(
                        "requests under way on each at most (default 1024; 1 with --speed max)", null, null),
                Duration.ZERO,
                Duration.ZERO);
        readOnly = syntax.flag("only commands that read", "--read-only");
        rename = syntax.option("OLD=NEW", "give keys that begin with OLD another beginning", "--rename-prefix");
        verdicts = new BenchVerdicts(syntax, session);
    }

    private double factor() {
        String text = speed.text("1").toLowerCase(Locale.ROOT);
        if (text.equals("max")) {
            return 0;
        }
        try {
            double factor = Double.parseDouble(text.endsWith("x") ? text.substring(0, text.length() - 1) : text);
            if (factor > 0 && factor <= 1e6) {
                return factor;
            }
        } catch (NumberFormatException e) {
            throw new UsageError("--speed: '" + text + "' is not a factor", "write it as 2, 0.5 or max", e);
        }
        throw new UsageError("--speed: '" + text + "' is not between 0 and a million", "write it as 2, 0.5 or max");
    }

    @Override
    public void run() {
        verdicts.check();
        Replay.Manner manner = new Replay.Manner(
                factor(),
                (int) connections.number(0, 1, MOST_CONNECTIONS),
                readOnly.present(),
                Optional.ofNullable(rename.text()));
        try (Replay replay = Replay.open(session.redis(), Path.of(file.text()), manner)) {
            if (replay.connections() > MOST_CONNECTIONS) {
                throw new UsageError(
                        replay.connections() + " clients are more than " + MOST_CONNECTIONS + " connections",
                        "let them share some: -c 1000");
            }
            tell(replay.survey());
            Load load = timing.load(replay.connections(), replay.rate())
                    .exactly(replay.survey().count());
            if (session.dryRun()) {
                session.console().line(BenchText.plan(replay.workload(), load, session.target()));
                return;
            }
            consent();
            session.cancellation().watch();
            measure(replay, load);
        }
        verdicts.judge();
    }

    private void consent() {
        if (session.isProtected() && !readOnly.present()) {
            try (Wire wire = session.redis().wire()) {
                Consent.ask(session, wire, List.of("set"));
            }
        }
    }

    private void tell(Survey survey) {
        session.console()
                .note(String.format(
                        Locale.ROOT,
                        "%,d requests of %d clients in %.1f s",
                        survey.count(),
                        survey.clients(),
                        survey.seconds()));
        survey.leftOut().forEach((reason, count) -> session.console().note("left out: " + count + " " + reason));
    }

    private void measure(Replay replay, Load load) {
        new BenchMeasurement(session, verdicts)
                .run(
                        load,
                        ticks -> Trial.replay(
                                session.redis(),
                                replay.workload(),
                                load,
                                replay,
                                ticks,
                                session.cancellation()::requested),
                        verdicts::add);
    }
}
