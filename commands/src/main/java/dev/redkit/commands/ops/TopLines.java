package dev.redkit.commands.ops;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.failure.UsageError;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.top.CommandReading;
import dev.redkit.top.HoldUp;
import dev.redkit.top.NodeReading;
import dev.redkit.top.Reading;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What {@code top} tells programs: a line of JSON for each look, or a row for each node. */
final class TopLines {
    private final Session session;
    private final Renderer renderer;
    private final boolean rows;

    TopLines(Session session) {
        this.session = session;
        rows = session.format() == Format.CSV || session.format() == Format.TSV;
        if (session.format() == Format.RAW || session.format() == Format.YAML) {
            throw new UsageError("top does not write " + Arg.word(session.format()), "-o ndjson, perhaps");
        }
        renderer = Renderer.of(rows ? session.format() : Format.NDJSON, session.console());
        if (rows) {
            renderer.begin(List.of(
                    Column.left("time"),
                    Column.left("address"),
                    Column.left("role"),
                    Column.left("silence"),
                    Column.right("ops_per_second"),
                    Column.right("hit_ratio"),
                    Column.right("memory_bytes"),
                    Column.right("in_bytes_per_second"),
                    Column.right("out_bytes_per_second"),
                    Column.right("clients"),
                    Column.right("keys"),
                    Column.right("evicted_per_second"),
                    Column.right("processors"),
                    Column.right("lag_bytes"),
                    Column.right("new_slow")));
        }
    }

    void show(Reading reading) {
        String time = Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
        if (rows) {
            reading.nodes().forEach(node -> row(time, node));
        } else {
            renderer.document(document(time, reading));
        }
        session.console().flush();
    }

    void end() {
        if (rows) {
            renderer.end();
        }
    }

    private void row(String time, NodeReading node) {
        renderer.row(List.of(
                Value.of(time),
                Value.of(node.address()),
                Value.of(node.role()),
                Value.of(node.silence()),
                rounded(node.opsPerSecond()),
                ratio(node.hitRatio()),
                Value.of(node.memory()),
                rounded(node.inPerSecond()),
                rounded(node.outPerSecond()),
                Value.of(node.clients()),
                Value.of(node.keys()),
                rounded(node.evictedPerSecond()),
                rounded(node.processors()),
                node.lagBytes() < 0 ? Value.none() : Value.of(node.lagBytes()),
                Value.of(node.newSlow())));
    }

    private static Value document(String time, Reading reading) {
        List<Value> nodes = new ArrayList<>();
        reading.nodes().forEach(node -> nodes.add(node(node)));
        return new Value.Fields()
                .put("time", time)
                .put("seconds", rounded(reading.seconds()))
                .put("ops_per_second", rounded(reading.opsPerSecond()))
                .put("nodes", new Value.Items(nodes));
    }

    private static Value node(NodeReading node) {
        Value.Fields fields = new Value.Fields().put("address", node.address());
        if (!node.answers()) {
            return fields.put("silence", node.silence());
        }
        List<Value> commands = new ArrayList<>();
        node.commands().forEach(one -> commands.add(command(one)));
        List<Value> holdUps = new ArrayList<>();
        node.holdUps().forEach(one -> holdUps.add(holdUp(one)));
        return fields.put("role", node.role())
                .put("ops_per_second", rounded(node.opsPerSecond()))
                .put("hit_ratio", ratio(node.hitRatio()))
                .put("memory_bytes", node.memory())
                .put("max_memory_bytes", node.maxMemory())
                .put("resident_bytes", node.resident())
                .put("in_bytes_per_second", rounded(node.inPerSecond()))
                .put("out_bytes_per_second", rounded(node.outPerSecond()))
                .put("clients", node.clients())
                .put("blocked_clients", node.blocked())
                .put("keys", node.keys())
                .put("expired_per_second", rounded(node.expiredPerSecond()))
                .put("evicted_per_second", rounded(node.evictedPerSecond()))
                .put("processors", rounded(node.processors()))
                .put("lag_bytes", node.lagBytes() < 0 ? Value.none() : Value.of(node.lagBytes()))
                .put("new_slow", node.newSlow())
                .put("commands", new Value.Items(commands))
                .put("events", new Value.Items(holdUps));
    }

    private static Value command(CommandReading one) {
        return new Value.Fields()
                .put("name", one.name())
                .put("calls_per_second", rounded(one.perSecond()))
                .put("mean_us", rounded(one.meanMicros()))
                .put("p99_us", Double.isNaN(one.p99Micros()) ? Value.none() : rounded(one.p99Micros()))
                .put("time_share", rounded(one.share()));
    }

    private static Value holdUp(HoldUp one) {
        return new Value.Fields()
                .put("event", one.event())
                .put("at", Instant.ofEpochSecond(one.second()).toString())
                .put("latest_ms", one.latestMillis())
                .put("max_ms", one.maxMillis());
    }

    private static Value ratio(double ratio) {
        return Double.isNaN(ratio) ? Value.none() : rounded(ratio);
    }

    private static Value rounded(double number) {
        return Value.of(Math.round(number * 1000) / 1000.0);
    }
}
