package dev.redkit.take;

import dev.redkit.entry.Entry;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.rdb.WriteVersion;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A file to the side that holds one big value until it is known to be whole. Belongs to its owner alone. */
final class Scratch implements Closeable {
    private static final int SHOWN = 60;

    /** It holds every type that can be read in pieces. */
    private static final WriteVersion VERSION = WriteVersion.REDIS_7_4;

    private final Path file = Files.createTempFile("redkit-", ".rdb");

    Scratch() throws IOException {}

    void keep(Entry entry) throws IOException {
        try (RdbWriter rdb = new RdbWriter(Files.newOutputStream(file), VERSION, EncodingLimits.DEFAULTS)) {
            rdb.header(Instant.EPOCH, 0);
            rdb.entry(entry);
            rdb.finish();
        }
    }

    void give(RdbWriter out) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            RdbReader reader = RdbReader.open(in, file.toString());
            while (reader.next()) {
                out.entry(reader.entry());
            }
        }
    }

    static String shown(byte[] key) {
        String text = new String(key, 0, Math.min(key.length, SHOWN), StandardCharsets.UTF_8);
        return "'" + text.replaceAll("\\p{Cntrl}", "·") + (key.length > SHOWN ? "…'" : "'");
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
    }
}
