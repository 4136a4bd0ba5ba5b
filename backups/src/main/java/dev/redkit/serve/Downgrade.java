package dev.redkit.serve;

import dev.redkit.backup.BackupPart;
import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.SeenThrough;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.io.Input;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.rdb.WriteVersion;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Writes the parts of a backup as one file that a server of some version loads. What it cannot hold is counted. */
final class Downgrade {
    private final WriteVersion version;
    private final boolean fieldExpiry;
    private final boolean keepsExpiries;
    private final InstantSource clock;
    private final Map<String, Long> modules = new TreeMap<>();
    private final Set<ByteBuffer> libraries = new HashSet<>();
    private long hashes;

    Downgrade(WriteVersion version, boolean fieldExpiry, boolean keepsExpiries, InstantSource clock) {
        this.version = version;
        this.fieldExpiry = fieldExpiry;
        this.keepsExpiries = keepsExpiries;
        this.clock = clock;
    }

    void write(List<BackupPart> parts, Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        try (RdbWriter rdb = new RdbWriter(out, version, EncodingLimits.DEFAULTS)) {
            rdb.header(clock.instant(), 0);
            for (BackupPart part : parts) {
                try (Input input = part.open()) {
                    write(RdbReader.open(input.stream(), part.name()), rdb);
                }
            }
            rdb.finish();
        }
    }

    private void write(RdbReader reader, RdbWriter rdb) throws IOException {
        reader.listener(new RdbListener() {
            @Override
            public void function(byte[] source) throws IOException {
                if (libraries.add(ByteBuffer.wrap(source))) {
                    rdb.function(source);
                }
            }
        });
        int db = -1;
        while (reader.next()) {
            if (reader.db() != db) {
                db = reader.db();
                rdb.database(db, 0, 0);
            }
            key(reader, rdb);
        }
    }

    private void key(RdbReader reader, RdbWriter rdb) throws IOException {
        if (reader.type().kind() == Kind.MODULE) {
            modules.merge(reader.module().orElse(reader.type().encoding()), 1L, Long::sum);
            return;
        }
        long expireAt = keepsExpiries ? reader.expireAt() : Entry.NEVER;
        Entry entry = reader.entry();
        Lasting value = new Lasting(entry.value());
        rdb.entry(new Entry(entry.db(), entry.key(), expireAt, value));
        hashes += value.lost ? 1 : 0;
    }

    /** What is not in the file, a sentence each. */
    List<String> leftOut() {
        List<String> sentences = new ArrayList<>();
        modules.forEach((module, keys) ->
                sentences.add(keys + (keys == 1 ? " value" : " values") + " of the module " + module));
        if (hashes > 0) {
            sentences.add("the expiries of fields in " + hashes + (hashes == 1 ? " hash" : " hashes"));
        }
        return sentences;
    }

    /** A value whose fields stay, where they cannot or shall not expire. */
    private final class Lasting extends SeenThrough {
        private boolean lost;

        Lasting(Value value) {
            super(value);
        }

        @Override
        public void walk(ValueWalker walker) throws IOException {
            if (kind() != Kind.HASH || (fieldExpiry && keepsExpiries)) {
                value.walk(walker);
                return;
            }
            value.walk(new ValueWalker() {
                @Override
                public void field(byte[] name, byte[] content, long expireAt) throws IOException {
                    lost |= expireAt != Entry.NEVER && !fieldExpiry;
                    walker.field(name, content, Entry.NEVER);
                }
            });
        }
    }
}
