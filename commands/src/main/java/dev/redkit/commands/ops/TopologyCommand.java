package dev.redkit.commands.ops;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Partial;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.topology.Change;
import dev.redkit.topology.ServerMap;
import dev.redkit.topology.Survey;
import java.time.Duration;
import java.util.List;

/** {@code redkit topology}: who is master, who follows, who watches, and what changes. */
public final class TopologyCommand implements Action {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Session session;
    private final Arg watch;
    private final Arg count;
    private final Arg time;

    private TopologyCommand(Syntax syntax, Session session) {
        this.session = session;
        watch = syntax.optionalValue("TIME", "go on, look every TIME (default 1s), and show what changes", "--watch");
        count = syntax.option("N", "with --watch: end after N changes", "--count");
        time = syntax.option("TIME", "with --watch: end after that long", "--for");
    }

    public static void describe(Syntax syntax, Session session) {
        syntax.action(new TopologyCommand(syntax, session));
        syntax.description(
                "Show who is master and who follows, how far behind, who serves which slots, and what sentinels think.",
                "With -c all nodes of a cluster; with --sentinel a master, its replicas and the sentinels; else a server with"
                        + " those that it knows. Exit code 4 when one of them did not answer.",
                "--watch shows changes as they are seen, one a line: joined, left, state, role, follows, link, slots, names"
                        + " (whom a sentinel calls the master), uncovered, epoch.");
        syntax.examples(
                "redkit topology -c",
                "redkit topology --sentinel s1:26379,s2:26379 --master main -o json",
                "redkit topology -c --watch -o ndjson",
                "redkit topology failover -c 10.0.0.4:6379");
        Syntax failover = syntax.subcommand("failover", "Make a replica the master");
        failover.action(new TopologyFailoverCommand(failover, session));
    }

    @Override
    public void run() {
        if (!watch.present() && (count.present() || time.present())) {
            throw new UsageError("--count and --for are for --watch");
        }
        long most = count.number(Long.MAX_VALUE, 1, Long.MAX_VALUE);
        Duration pause = watch.present() && !watch.text().isEmpty() ? watch.duration(EVERY) : EVERY;
        Duration longest = time.duration(Duration.ofDays(3650));
        ServerMap map = Survey.draw(session.redis());
        TopologyView view = new TopologyView(session);
        if (watch.present()) {
            view.begin(map);
            follow(map, view, pause, new End(most, System.nanoTime() + longest.toNanos()));
            return;
        }
        view.show(map);
        if (!map.silent().isEmpty()) {
            throw new Partial("no answer from " + String.join(", ", map.silent().keySet()));
        }
    }

    private record End(long changes, long nanos) {}

    private void follow(ServerMap first, TopologyView view, Duration pause, End end) {
        Cancellation cancellation = session.cancellation();
        cancellation.watch();
        ServerMap before = first;
        long seen = 0;
        while (seen < end.changes()) {
            long left = (end.nanos() - System.nanoTime()) / 1_000_000;
            if (left <= 0 || cancellation.pause(Math.min(left, Math.max(1, pause.toMillis())))) {
                return;
            }
            ServerMap now = look(before);
            List<Change> changes = Change.between(before, now);
            view.changes(changes);
            seen += changes.size();
            before = now;
        }
    }

    /** While nobody answers there is no new map; who watches a failover wants to go on. */
    private ServerMap look(ServerMap before) {
        try {
            return Survey.draw(session.redis());
        } catch (Unreachable | ServerRefused e) {
            session.console().detail(e.getMessage());
            return before.unanswered();
        }
    }
}
