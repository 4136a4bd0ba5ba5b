package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Files larger than the heap: one list that is, and as many keys under one prefix. */
class BackupHeapIT {
    private static final int ITEM = 8192;

    @TempDir
    private Path folder;

    @Test
    void aSmallHeapIsEnough() throws IOException {
        Path file = write(60L << 20, 600_000);
        run("-Xmx32m", "backup", "check", "--deep", file.toString());
        run("-Xmx32m", "backup", "inspect", file.toString(), "--memory-for", "redis:7.0", "--by-slot");
        run("-Xmx32m", "backup", "keys", file.toString(), "--sort", "size", "--top", "5");
        run("-Xmx32m", "backup", "diff", file.toString(), file.toString());
        run("-Xmx32m", "-o", "raw", "backup", "get", file.toString(), "list");
    }

    /** The sizes that the program is measured by. */
    @Test
    @Tag("matrix")
    @EnabledIfSystemProperty(named = "redkit.servers", matches = ".+")
    void aHundredAndTwentyEightMegabytesAreEnoughForAnyFile() throws IOException {
        Path file = write(600L << 20, 10_000_000);
        run("-Xmx128m", "backup", "check", "--deep", file.toString());
        run("-Xmx128m", "backup", "inspect", file.toString(), "--memory-for", "valkey:9");
        run("-Xmx128m", "backup", "diff", file.toString(), file.toString());
    }

    private void run(String heap, String... words) {
        Program.Result result = Program.redkit(words).env("REDKIT_OPTS", heap).run();
        assertThat(result.exit()).as("%s: %s", List.of(words), result.err()).isZero();
    }

    private Path write(long listBytes, int keys) throws IOException {
        Path file = folder.resolve("large.rdb");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write("REDIS0011".getBytes(StandardCharsets.US_ASCII));
            long nodes = listBytes / ITEM;
            out.write(new byte[] {18, 4, 'l', 'i', 's', 't', (byte) 0x80});
            number(out, nodes);
            byte[] item = new byte[ITEM];
            for (long i = 0; i < nodes; i++) {
                // A node that is one item, and its length in 14 bits.
                out.write(new byte[] {1, (byte) (0x40 | (ITEM >>> 8)), (byte) ITEM});
                out.write(item);
            }
            for (int i = 0; i < keys; i++) {
                byte[] key = ("one:" + i).getBytes(StandardCharsets.US_ASCII);
                out.write(new byte[] {0, (byte) key.length});
                out.write(key);
                out.write(new byte[] {5, 'v', 'a', 'l', 'u', 'e'});
            }
            // No checksum: the server was told not to compute one.
            out.write(new byte[] {(byte) 255, 0, 0, 0, 0, 0, 0, 0, 0});
        }
        return file;
    }

    private static void number(OutputStream out, long value) throws IOException {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }
}
