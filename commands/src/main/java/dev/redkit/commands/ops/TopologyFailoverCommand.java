package dev.redkit.commands.ops;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.ByteSizes;
import dev.redkit.redis.Redis;
import dev.redkit.render.Value;
import dev.redkit.topology.Change;
import dev.redkit.topology.Failover;
import dev.redkit.topology.Member;
import dev.redkit.topology.ServerMap;
import dev.redkit.topology.Survey;
import java.time.Duration;

/** {@code redkit topology failover}: another master, on purpose. */
final class TopologyFailoverCommand implements Action {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long STEP_MILLIS = 200;

    private final Session session;
    private final Arg server;
    private final Arg force;
    private final Arg patience;

    TopologyFailoverCommand(Syntax syntax, Session session) {
        this.session = session;
        server = syntax.parameter(
                "SERVER", "the replica that shall be the master, or the master that shall not: HOST:PORT or id", false);
        force = syntax.flag(
                "in a cluster: without asking the master, which may be gone; what the replica lacks is lost",
                "--force");
        patience = syntax.option("TIME", "how long to wait for the end of it (default 60s)", "--patience");
        syntax.description(
                "Make a replica the master: plan first, then ask, then wait until it is done, telling what changes.",
                "In a cluster, and on a lone master (FAILOVER, Redis 6.2 and newer), the old master holds writes back until the"
                        + " replica has them all. Sentinels choose the replica themselves, and do not wait.");
        syntax.examples(
                "redkit topology failover -c 10.0.0.4:6379 --dry-run",
                "redkit topology failover --sentinel s1:26379 --master main --yes");
    }

    @Override
    public void run() {
        long wait = patience.duration(PATIENCE).toMillis();
        Redis redis = session.redis();
        ServerMap before = Survey.draw(redis);
        Failover failover = Failover.plan(before, server.text(), force.present());
        String what = plan(failover);
        if (session.dryRun()) {
            session.console().line("would " + what);
            return;
        }
        session.console().confirm(what + " on " + session.target() + ".");
        long start = System.nanoTime();
        failover.begin(redis);
        session.audited("topology failover: " + what, 1);
        ServerMap after = await(failover, before, start + wait * 1_000_000);
        session.renderer()
                .document(new Value.Fields()
                        .put("from", failover.from().address())
                        .put("to", failover.successor(after))
                        .put("seconds", Value.of(Math.round((System.nanoTime() - start) / 1e8) / 10.0))
                        .put("epoch", after.epoch() < 0 ? Value.none() : Value.of(after.epoch())));
    }

    private static String plan(Failover failover) {
        String to = failover.to()
                .map(one -> one.address() + " the master in place of ")
                .orElse("a replica, which the sentinels choose, the master in place of ");
        return "make " + to + failover.from().address()
                + failover.to().map(TopologyFailoverCommand::behind).orElse("")
                + (failover.force() ? ", without asking it" : "");
    }

    private static String behind(Member replica) {
        return replica.behind() < 0 ? "" : " (" + ByteSizes.format(replica.behind()) + " behind)";
    }

    private ServerMap await(Failover failover, ServerMap before, long deadline) {
        Cancellation cancellation = session.cancellation();
        cancellation.watch();
        ServerMap last = before;
        while (System.nanoTime() < deadline && !cancellation.requested()) {
            try {
                ServerMap now = Survey.draw(session.redis());
                for (Change change : Change.between(last, now)) {
                    session.console().note(TopologyView.text(change));
                }
                last = now;
                if (failover.done(now)) {
                    return now;
                }
            } catch (Unreachable | ServerRefused e) {
                // Between two masters there may be nobody to ask.
                session.console().detail(e.getMessage());
            }
            cancellation.pause(STEP_MILLIS);
        }
        throw new ServerRefused(
                "the failover has begun, and was not over when redkit stopped waiting",
                "see 'redkit topology'; the servers go on by themselves, or give up");
    }
}
