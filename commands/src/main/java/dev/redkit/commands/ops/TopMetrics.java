package dev.redkit.commands.ops;

import dev.redkit.prometheus.MetricsText;
import dev.redkit.top.CommandReading;
import dev.redkit.top.NodeReading;
import dev.redkit.top.Reading;
import java.util.function.ToDoubleFunction;

/** What {@code top} tells Prometheus: the last look. */
final class TopMetrics {
    private final MetricsText text = new MetricsText("redkit_top_");
    private final Reading reading;

    private TopMetrics(Reading reading) {
        this.reading = reading;
    }

    /** Nothing before the first look. */
    static String text(Reading reading) {
        return reading == null ? "" : new TopMetrics(reading).all();
    }

    private String all() {
        text.head("up", "gauge", "1 when the server answers");
        reading.nodes().forEach(node -> text.sample(node.answers() ? 1 : 0, "node", node.address()));
        gauge("ops_per_second", "commands", NodeReading::opsPerSecond);
        gauge("hit_ratio", "reads that found a key, 0 to 1", NodeReading::hitRatio);
        gauge("memory_bytes", "used_memory", NodeReading::memory);
        gauge("max_memory_bytes", "maxmemory", NodeReading::maxMemory);
        gauge("in_bytes_per_second", "from clients", NodeReading::inPerSecond);
        gauge("out_bytes_per_second", "to clients", NodeReading::outPerSecond);
        gauge("clients", "connections", NodeReading::clients);
        gauge("keys", "of all databases", NodeReading::keys);
        gauge("evicted_per_second", "keys", NodeReading::evictedPerSecond);
        gauge("processors", "used by the server", NodeReading::processors);
        gauge("lag_bytes", "writes that have not arrived; -1: not known", NodeReading::lagBytes);
        text.head("command_calls_per_second", "gauge", "by command");
        commands(CommandReading::perSecond);
        text.head("command_p99_seconds", "gauge", "99 of 100 calls took no longer");
        commands(one -> one.p99Micros() / 1e6);
        return text.toString();
    }

    private void gauge(String name, String help, ToDoubleFunction<NodeReading> value) {
        text.head(name, "gauge", help);
        for (NodeReading node : reading.answering()) {
            text.sample(value.applyAsDouble(node), "node", node.address());
        }
    }

    private void commands(ToDoubleFunction<CommandReading> value) {
        for (NodeReading node : reading.answering()) {
            for (CommandReading one : node.commands()) {
                text.sample(value.applyAsDouble(one), "node", node.address(), "command", one.name());
            }
        }
    }
}
