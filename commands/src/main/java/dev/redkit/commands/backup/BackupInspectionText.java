package dev.redkit.commands.backup;

import dev.redkit.backup.BigKey;
import dev.redkit.backup.FileSummary;
import dev.redkit.backup.Histogram;
import dev.redkit.backup.Inspection;
import dev.redkit.backup.Prefix;
import dev.redkit.backup.Tally;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Durations;
import dev.redkit.rdb.RdbType;
import dev.redkit.redis.Slots;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongFunction;

/** An inspection as one document: the same for people and for machines. */
final class BackupInspectionText {
    private static final double SURE = 1.96;

    private final Inspection inspection;
    private final boolean memory;
    private final double scale;

    BackupInspectionText(Inspection inspection) {
        this.inspection = inspection;
        this.memory = inspection.options().memory() != null;
        this.scale = inspection.scale();
    }

    Value.Fields document() {
        Value.Fields fields = new Value.Fields();
        fields.put("files", new Value.Items(files()));
        if (scale != 1) {
            fields.put("sample", sample());
        }
        if (memory) {
            fields.put("memory_for", inspection.options().memory().server().toString());
        }
        fields.put("total", tally(new Value.Fields(), inspection.total()))
                .put("types", new Value.Items(types()))
                .put("databases", new Value.Items(databases()))
                .put("prefixes", new Value.Items(prefixes()))
                .put("largest", new Value.Items(keys(inspection.largest())))
                .put("longest", new Value.Items(keys(inspection.longest())));
        if (memory) {
            fields.put("heaviest", new Value.Items(keys(inspection.heaviest())));
        }
        fields.put("ttl", histogram(inspection.timesToLive(), BackupInspectionText::life))
                .put("idle", histogram(inspection.idle(), seconds -> "< " + span(Duration.ofSeconds(seconds))))
                .put("frequency", histogram(inspection.frequencies(), bound -> "< " + bound))
                .put("key_sizes", histogram(inspection.sizes(), bound -> "< " + ByteSizes.format(bound)))
                .put("element_sizes", histogram(inspection.elementSizes(), bound -> "< " + ByteSizes.format(bound)));
        if (inspection.options().bySlot()) {
            fields.put("slots", new Value.Items(slots()));
        }
        return fields;
    }

    private List<Value> files() {
        List<Value> files = new ArrayList<>();
        for (FileSummary summary : inspection.summaries()) {
            files.add(new Value.Fields()
                    .put("file", summary.name())
                    .put("format", summary.format().map(Object::toString).orElse(null))
                    .put("written_by", BackupText.writer(summary))
                    .put("keys", summary.total().keys())
                    .put("expiring", summary.total().expiring())
                    .put("bytes", BackupText.size(summary.bytes()))
                    .put("functions", summary.functions())
                    .put("verdict", summary.verdict().name().toLowerCase(Locale.ROOT)));
        }
        return files;
    }

    /** How many keys were looked into, and how far a count inferred from them can be off, with a certainty of 95 %. */
    private Value sample() {
        double keys = (double) inspection.total().keys();
        return new Value.Fields()
                .put("keys", inspection.total().keys())
                .put("scale", Value.of(Math.round(scale * 1000) / 1000.0))
                .put("error_of_half", Value.of(Math.round(SURE * 0.5 / Math.sqrt(keys) * 10_000) / 10_000.0));
    }

    private Value.Fields tally(Value.Fields fields, Tally tally) {
        fields.put("keys", scaled(tally.keys()))
                .put("no_ttl", scaled(tally.staying()))
                .put("bytes", BackupText.size(scaled(tally.bytes())))
                .put("elements", scaled(tally.elements()));
        if (memory) {
            fields.put("memory", BackupText.size(scaled(tally.memory())));
        }
        return fields;
    }

    private long scaled(long count) {
        return scale == 1 ? count : Math.round(count * scale);
    }

    private List<Value> types() {
        List<Value> types = new ArrayList<>();
        for (Map.Entry<RdbType, Tally> one : inspection.types().entrySet()) {
            types.add(tally(
                    new Value.Fields()
                            .put("type", one.getKey().kind().word())
                            .put("encoding", one.getKey().encoding()),
                    one.getValue()));
        }
        return types;
    }

    private List<Value> databases() {
        List<Value> databases = new ArrayList<>();
        inspection.databases().forEach((db, tally) -> databases.add(tally(new Value.Fields().put("db", db), tally)));
        return databases;
    }

    /** The tree, each node behind the one above it. */
    private List<Value> prefixes() {
        List<Value> rows = new ArrayList<>();
        inspection.prefixes().children().forEach(child -> prefix(new byte[0], child, rows));
        return rows;
    }

    private void prefix(byte[] above, Prefix prefix, List<Value> rows) {
        byte[] whole = prefix.below(above, inspection.options().separator());
        rows.add(tally(new Value.Fields().put("prefix", Replies.ofBytes(whole)), prefix.tally()));
        prefix.children().forEach(child -> prefix(whole, child, rows));
    }

    private List<Value> keys(List<BigKey> keys) {
        List<Value> rows = new ArrayList<>();
        for (BigKey key : keys) {
            Value.Fields row = new Value.Fields()
                    .put("key", Replies.ofBytes(key.key()))
                    .put("db", key.db())
                    .put("type", key.type().kind().word())
                    .put("encoding", key.type().encoding())
                    .put("bytes", BackupText.size(key.bytes()))
                    .put("elements", key.elements());
            rows.add(memory ? row.put("memory", BackupText.size(key.memory())) : row);
        }
        return rows;
    }

    private Value histogram(Histogram histogram, LongFunction<String> below) {
        List<Value> rows = new ArrayList<>();
        for (int bucket = 0; bucket < histogram.buckets(); bucket++) {
            if (histogram.keys(bucket) > 0) {
                boolean last = histogram.below(bucket) == Long.MAX_VALUE;
                rows.add(new Value.Fields()
                        .put("range", last ? "more" : below.apply(histogram.below(bucket)))
                        .put("below", last ? Value.none() : Value.of(histogram.below(bucket)))
                        .put("count", scaled(histogram.keys(bucket)))
                        .put("bytes", BackupText.size(scaled(histogram.bytes(bucket)))));
            }
        }
        return new Value.Items(rows);
    }

    private static String life(long millis) {
        return millis == 0 ? "expired" : "< " + span(Duration.ofMillis(millis));
    }

    private static String span(Duration duration) {
        return Durations.format(duration);
    }

    private List<Value> slots() {
        List<Value> rows = new ArrayList<>();
        for (int slot = 0; slot < Slots.COUNT; slot++) {
            if (inspection.slot(slot).keys() > 0) {
                rows.add(tally(new Value.Fields().put("slot", slot), inspection.slot(slot)));
            }
        }
        return rows;
    }
}
