package dev.redkit.commands.ops;

import dev.redkit.admin.SlowEntry;
import dev.redkit.admin.SlowLog;
import dev.redkit.admin.SlowShapes;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.KeySpecs;
import dev.redkit.redis.Node;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.target.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code redkit slowlog}: the slow commands of all servers together. */
public final class SlowLogCommand implements Action {
    private static final Comparator<SlowEntry> BY_TIME = Comparator.comparingLong(SlowEntry::time)
            .thenComparing(SlowEntry::server)
            .thenComparingLong(SlowEntry::id);
    /** How often to ask whether servers have joined. */
    private static final Duration LOOK_AROUND = Duration.ofSeconds(5);

    private final Session session;
    private final Arg count;
    private final Arg least;
    private final Arg group;
    private final Arg follow;
    private final Arg interval;
    private final Map<String, Failure> lost = new LinkedHashMap<>();
    private boolean begun;

    public SlowLogCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show the slow commands of a server, or of all servers of a cluster, the oldest first.",
                "--follow goes on with what comes, each entry once: a server that was started anew, and entries that"
                        + " left its log before they could be read, are told on stderr.");
        syntax.examples(
                "redkit slowlog",
                "redkit slowlog --group # which kinds of commands take the most time",
                "redkit -c slowlog --follow --min 50ms -o ndjson");
        count = syntax.option("N", "no more than the latest N of each server (default: 128)", "--count");
        least = syntax.option("TIME", "only commands that took at least that long", "--min");
        group = syntax.flag("together by name and key, ids left out", "--group");
        follow = syntax.flag("go on with those that come, until Ctrl-C", "--follow");
        interval = syntax.option("TIME", "how often to look for more (default: 1s)", "--interval");
    }

    @Override
    public void run() {
        if (group.present() && follow.present()) {
            throw new UsageError("--group shows what there is: it cannot --follow", "leave one of them out");
        }
        List<SlowLog> logs = new ArrayList<>();
        List<Node> nodes = session.redis().refresh().nodes();
        nodes.forEach(node -> logs.add(new SlowLog(session.redis(), node.address())));
        int most = (int) count.number(128, 0, 1 << 20);
        try {
            List<SlowEntry> entries = read(logs, log -> log.latest(most));
            if (group.present()) {
                grouped(entries);
            } else {
                listed(logs, entries);
            }
        } finally {
            logs.forEach(SlowLog::close);
        }
        if (!lost.isEmpty() && !follow.present()) {
            String first = lost.values().iterator().next().getMessage();
            throw new Partial(lost.size() + " of " + nodes.size() + " servers did not answer: " + first, null);
        }
    }

    private interface Reading {
        List<SlowEntry> of(SlowLog log);
    }

    /** Who does not answer is told once. That nobody does ends what has just begun, but not what follows: servers come back. */
    private List<SlowEntry> read(List<SlowLog> logs, Reading reading) {
        List<SlowEntry> all = new ArrayList<>();
        Map<String, Failure> failures = new LinkedHashMap<>();
        for (SlowLog log : logs) {
            String server = log.server().toString();
            try {
                all.addAll(reading.of(log));
                if (lost.remove(server) != null) {
                    session.console().note(server + " answers again");
                }
            } catch (Failure e) {
                failures.put(server, e);
            }
        }
        if (!begun && failures.size() == logs.size()) {
            throw failures.values().iterator().next();
        }
        begun = true;
        failures.forEach((server, failure) -> {
            if (lost.put(server, failure) == null) {
                session.console().warn(failure.getMessage());
            }
        });
        long micros = least.duration(Duration.ZERO).toNanos() / 1000;
        all.removeIf(entry -> entry.micros() < micros);
        all.sort(BY_TIME);
        return all;
    }

    private void listed(List<SlowLog> logs, List<SlowEntry> entries) {
        boolean several = logs.size() > 1 || !alone();
        Renderer renderer = session.renderer();
        List<Column> columns = new ArrayList<>(List.of(
                Column.left("time"),
                Column.right("id"),
                Column.right("ms"),
                Column.left("client"),
                Column.left("command")));
        if (several) {
            columns.add(1, Column.left("server"));
        }
        renderer.begin(columns);
        entries.forEach(entry -> renderer.row(row(entry, several)));
        if (follow.present()) {
            session.console().flush();
            follow(logs, renderer, several);
        }
        renderer.end();
    }

    private void follow(List<SlowLog> logs, Renderer renderer, boolean several) {
        Cancellation cancellation = session.cancellation();
        cancellation.watch();
        long pause = Math.max(1, interval.duration(Duration.ofSeconds(1)).toMillis());
        long lookAt = System.nanoTime() + LOOK_AROUND.toNanos();
        while (!cancellation.pause(pause)) {
            if (!alone() && System.nanoTime() - lookAt >= 0) {
                welcome(logs);
                lookAt = System.nanoTime() + LOOK_AROUND.toNanos();
            }
            for (SlowEntry entry : read(logs, this::next)) {
                renderer.row(row(entry, several));
            }
            session.console().flush();
        }
    }

    private boolean alone() {
        return session.redis().target().mode() == Target.Mode.STANDALONE;
    }

    /** Who has joined is followed too. Who has left stays: it may come back, and its entries must not come twice. */
    private void welcome(List<SlowLog> logs) {
        List<Node> nodes;
        try {
            nodes = session.redis().refresh().nodes();
        } catch (Failure e) {
            // The next reading tells who does not answer.
            return;
        }
        for (Node node : nodes) {
            if (logs.stream().noneMatch(log -> log.server().equals(node.address()))) {
                session.console().note(node.address() + " has joined");
                logs.add(new SlowLog(session.redis(), node.address()));
            }
        }
    }

    private List<SlowEntry> next(SlowLog log) {
        List<SlowEntry> entries = log.next();
        if (log.restarted()) {
            session.console().warn(log.server() + " was started anew, and its slow log with it");
        }
        if (log.dropped() > 0) {
            session.console()
                    .warn(
                            log.dropped() + " entries of " + log.server()
                                    + " left its log before they could be read, for want of room or by SLOWLOG RESET: raise slowlog-max-len, or look more often");
        }
        return entries;
    }

    private static List<Value> row(SlowEntry entry, boolean several) {
        List<Value> row = new ArrayList<>();
        row.add(Value.of(Instant.ofEpochSecond(entry.time()).toString()));
        if (several) {
            row.add(Value.of(entry.server()));
        }
        row.add(Value.of(entry.id()));
        row.add(millis(entry.micros()));
        row.add(Value.of(entry.name().isEmpty() ? entry.client() : entry.client() + " (" + entry.name() + ")"));
        List<Value> words = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (byte[] arg : entry.args()) {
            Value word = Replies.ofBytes(arg);
            words.add(word);
            boolean plain = word instanceof Value.Text known && known.text().matches("[\\p{Graph}&&[^\"']]+");
            text.append(text.length() == 0 ? "" : " ").append(plain ? ((Value.Text) word).text() : Renderer.json(word));
        }
        row.add(new Value.Shown(new Value.Items(words), text.toString()));
        return row;
    }

    private static Value millis(long micros) {
        return Value.of(micros / 1000.0);
    }

    private void grouped(List<SlowEntry> entries) {
        KeySpecs specs = session.redis().keySpecs();
        SlowShapes shapes = new SlowShapes(specs::firstKey);
        entries.forEach(shapes::add);
        List<Value> rows = new ArrayList<>();
        for (SlowShapes.Shape shape : shapes.list()) {
            rows.add(new Value.Fields()
                    .put("command", shape.text())
                    .put("count", shape.count())
                    .put("total_ms", millis(shape.totalMicros()))
                    .put("average_ms", millis(shape.totalMicros() / shape.count()))
                    .put("max_ms", millis(shape.mostMicros()))
                    .put("last", Instant.ofEpochSecond(shape.lastTime()).toString()));
        }
        session.renderer().document(new Value.Items(rows));
    }
}
