package dev.redkit.commands.bench;

import dev.redkit.bench.selftest.SelfTest;
import dev.redkit.bench.selftest.SelfTest.Finding;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.NotMeasured;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit bench selftest}: whether bench measures truly on this machine. */
final class BenchSelfTestCommand implements Action {
    private final Session session;
    private final Arg time;

    BenchSelfTestCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "See whether bench measures truly on this machine. No server is needed.",
                "A server inside this process answers at once. Its rate is the most that this generator can send here. Then"
                        + " it stalls for a twentieth of a run at 5000 requests per second: p99 has to be 4/5 of the stall and"
                        + " p99.9 49/50, since every request waits that was due in it. At last the same is compared with"
                        + " itself, which must not find a regression.",
                "Exit code 5 when a figure is not the true one: then the machine is too busy to measure on.");
        syntax.examples("redkit bench selftest", "redkit bench selftest --for 5s");
        time = syntax.option("TIME", "length of the run with the stall (default 20s)", "--for");
    }

    @Override
    public void run() {
        Duration stallTest = time.duration(Duration.ofSeconds(20));
        Duration others = Duration.ofMillis(Math.min(3_000, Math.max(100, stallTest.toMillis() / 5)));
        if (session.dryRun()) {
            session.console().line("would measure a server inside this process");
            return;
        }
        session.cancellation().watch();
        List<Finding> findings = new ArrayList<>();
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("test"),
                Column.left("figure"),
                Column.right("measured"),
                Column.left("expected"),
                Column.left("outcome")));
        try (SelfTest test = SelfTest.open(session.cancellation()::requested)) {
            show(renderer, List.of(test.ceiling(1, others), test.ceiling(16, others)), findings);
            show(renderer, test.stall(stallTest), findings);
            show(renderer, List.of(test.same(others.dividedBy(6))), findings);
        }
        renderer.end();
        for (Finding finding : findings) {
            if (!finding.passed()) {
                throw new NotMeasured(
                        finding.test() + ": " + finding.figure() + " is not " + finding.expected(),
                        "the machine is too busy to measure on: stop what else runs, and try again");
            }
        }
    }

    private static void show(Renderer renderer, List<Finding> some, List<Finding> all) {
        for (Finding one : some) {
            all.add(one);
            renderer.row(List.of(
                    Value.of(one.test()),
                    Value.of(one.figure()),
                    Value.of(Math.round(one.measured() * 10) / 10.0),
                    Value.of(one.expected()),
                    Value.of(one.expected().isEmpty() ? "" : one.passed() ? "passed" : "failed")));
        }
    }
}
