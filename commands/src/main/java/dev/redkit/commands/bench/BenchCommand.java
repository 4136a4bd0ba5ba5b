package dev.redkit.commands.bench;

import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;

/** {@code redkit bench …}: a command of its own for each way to measure. */
public final class BenchCommand {
    private BenchCommand() {}

    public static void describe(Syntax syntax, Session session) {
        syntax.description(
                "Measure latency and throughput, and say whether the figures can be believed.",
                "Latency counts from the moment at which a request should have left, so a stall is felt by every request"
                        + " that was due in it. Each result has a verdict (VALID, CLIENT-LIMITED, SCHEDULE-MISSED, NOISY or"
                        + " TOO-SHORT) with its reasons. Short letters are those of redis-benchmark.");
        Syntax run = syntax.subcommand("run", "Send a workload at a load and report what came back");
        run.action(new BenchRunCommand(run, session));
        Syntax latency = syntax.subcommand("latency", "Measure how long one quiet connection waits for an answer");
        latency.action(new BenchLatencyCommand(latency, session));
        Syntax slo = syntax.subcommand("slo", "Find the highest rate at which bounds hold");
        slo.action(new BenchSloCommand(slo, session));
        Syntax compare = syntax.subcommand("compare", "Say whether one result is worse than another");
        compare.action(new BenchCompareCommand(compare, session));
        Syntax ab = syntax.subcommand("ab", "Compare two servers or two loads by measuring them in turn");
        ab.action(new BenchAbCommand(ab, session));
        Syntax report = syntax.subcommand("report", "Show results again, or make a page of them");
        report.action(new BenchReportCommand(report, session));
        Syntax replay = syntax.subcommand("replay", "Send recorded traffic again, with its timing");
        replay.action(new BenchReplayCommand(replay, session));
        Syntax pubsub =
                syntax.subcommand("pubsub", "Measure how long messages take to their subscribers, and count the lost");
        pubsub.action(new BenchPubSubCommand(pubsub, session));
        Syntax vector = syntax.subcommand("vector", "Measure recall, rate and latency of searches for nearest vectors");
        vector.action(new BenchVectorCommand(vector, session));
        Syntax test = syntax.subcommand("selftest", "See whether bench measures truly on this machine");
        test.action(new BenchSelfTestCommand(test, session));
    }
}
