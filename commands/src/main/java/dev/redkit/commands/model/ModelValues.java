package dev.redkit.commands.model;

import dev.redkit.io.ByteSizes;
import dev.redkit.model.Head;
import dev.redkit.model.Import;
import dev.redkit.model.ModelEvent;
import dev.redkit.model.Pointers;
import dev.redkit.render.Value;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** What the commands show, in its stable shapes. */
final class ModelValues {
    private ModelValues() {}

    static Value size(long bytes) {
        return new Value.Shown(Value.of(bytes), ByteSizes.format(bytes));
    }

    static Value time(Instant instant) {
        return Value.of(instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }

    static Value.Fields report(Import.Report report, long nanos) {
        double seconds = nanos / 1e9;
        return new Value.Fields()
                .put("model", report.model())
                .put("version", report.version())
                .put("previous", Value.of(report.previous().orElse(null)))
                .put("tensors", report.tensors())
                .put("bytes", size(report.bytes()))
                .put("sent", size(report.sent()))
                .put("reused", report.reused())
                .put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0));
    }

    /** A figure of a few digits for people, of all for machines. */
    static Value figure(double number) {
        return new Value.Shown(Value.of(number), String.format(Locale.ROOT, "%.4g", number));
    }

    static Value.Fields change(Pointers.Change change) {
        return new Value.Fields()
                .put("model", change.model())
                .put("version", change.version())
                .put("previous", Value.of(change.previous().orElse(null)));
    }

    static Value.Fields event(ModelEvent event) {
        return new Value.Fields()
                .put("event", event.word())
                .put("model", event.model())
                .put("version", event.version())
                .put("previous", event.previous())
                .put("tag", event.tag())
                .put("id", event.id());
    }

    static Value tags(Head head, String version) {
        return Value.list(head.tags().entrySet().stream()
                .filter(tag -> tag.getValue().equals(version))
                .map(Map.Entry::getKey)
                .toList());
    }
}
