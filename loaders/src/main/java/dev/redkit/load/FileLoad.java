package dev.redkit.load;

import dev.redkit.entry.Entry;
import dev.redkit.export.JsonEntryWriter;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.lane.CommandSource;
import dev.redkit.mapping.Change;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Writes what a load would write to a server into a file instead. */
enum FileLoad {
    /** A file that servers load when they start. */
    RDB {
        @Override
        void write(Gathering gathering, OutputStream out, WriteVersion version, Clock clock) throws IOException {
            RdbWriter writer = new RdbWriter(out, version, EncodingLimits.DEFAULTS);
            DumpPayload payload = new DumpPayload(version, EncodingLimits.DEFAULTS);
            writer.header(clock.instant(), 0);
            writer.database(0, 0, 0);
            gathering.give(
                    payload,
                    clock::millis,
                    (key, offset, length, expireAt, value, records, counts) -> writer.entry(
                            key, offset, length, expireAt == Change.NO_EXPIRY ? Entry.NEVER : expireAt, value));
            writer.finish();
        }
    },
    /** An entry on each line, as {@code export} writes them. */
    JSONL {
        @Override
        void write(Gathering gathering, OutputStream out, WriteVersion version, Clock clock) throws IOException {
            DumpPayload payload = new DumpPayload(version, EncodingLimits.DEFAULTS);
            JsonEntryWriter writer = new JsonEntryWriter(out, false, true);
            gathering.give(
                    payload,
                    clock::millis,
                    (key, offset, length, expireAt, value, records, counts) -> writer.write(new Entry(
                            0,
                            Arrays.copyOfRange(key, offset, offset + length),
                            expireAt == Change.NO_EXPIRY ? Entry.NEVER : expireAt,
                            value.built())));
            writer.end();
        }
    },
    /** Commands, to be piped. */
    RESP {
        @Override
        void write(Gathering gathering, OutputStream out, WriteVersion version, Clock clock) {
            throw new IllegalStateException("commands need not be gathered");
        }
    };

    private static final int BUFFER = 256 * 1024;

    abstract void write(Gathering gathering, OutputStream out, WriteVersion version, Clock clock) throws IOException;

    /** By the name of the file, a suffix of compression aside. */
    static FileLoad of(String place) {
        String name = place.toLowerCase(Locale.ROOT);
        for (String suffix : List.of(".gz", ".zst", ".bz2", ".xz", ".lz4")) {
            name = name.endsWith(suffix) ? name.substring(0, name.length() - suffix.length()) : name;
        }
        if (name.endsWith(".rdb")) {
            return RDB;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSONL;
        }
        if (name.endsWith(".resp")) {
            return RESP;
        }
        throw new UsageError("--out " + place + ": what shall it be?", "name it *.rdb, *.resp or *.jsonl");
    }

    /** Writes all commands of a feed. */
    static void commands(Feed feed, AtomicOutput file) throws IOException {
        CommandBuffer buffer = new CommandBuffer(BUFFER + 4096);
        CommandSource.Pull pull = CommandSource.Pull.COMMAND;
        while (pull != CommandSource.Pull.END) {
            pull = feed.next(buffer);
            if (buffer.length() >= BUFFER || pull == CommandSource.Pull.END) {
                file.stream().write(buffer.array(), 0, buffer.length());
                buffer.clear();
            }
        }
    }
}
