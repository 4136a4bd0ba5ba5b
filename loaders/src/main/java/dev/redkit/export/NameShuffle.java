package dev.redkit.export;

import dev.redkit.keyspace.NameBatches;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Any number of names, in random order: that of their hashes, so that a seed always gives the same order, whatever the
 * order in which they came. When they take more memory than {@value #BYTES} bytes, they are dealt out to files by the
 * first bits of their hashes, and one file after the other is brought back and sorted: a {@value #FILES}th of all names
 * has to fit into memory.
 */
final class NameShuffle implements Closeable {
    private static final int BITS = 7;
    private static final int FILES = 1 << BITS;
    private static final long BYTES = 16 << 20;
    /** What a name takes in memory besides its bytes. */
    private static final int EACH = 32;

    private final long seed;
    private final long limit;
    private final Path directory;
    private List<byte[]> held = new ArrayList<>();
    private long heldBytes;
    private DataOutputStream[] files;

    NameShuffle(long seed) throws IOException {
        this(seed, BYTES);
    }

    NameShuffle(long seed, long limit) throws IOException {
        this.seed = seed;
        this.limit = limit;
        this.directory = Files.createTempDirectory("redkit-shuffle");
    }

    void add(byte[] name) throws IOException {
        if (files != null) {
            deal(name);
            return;
        }
        held.add(name);
        heldBytes += name.length + EACH;
        if (heldBytes > limit) {
            files = new DataOutputStream[FILES];
            for (int i = 0; i < FILES; i++) {
                files[i] = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file(i))));
            }
            for (byte[] one : held) {
                deal(one);
            }
            held = new ArrayList<>();
        }
    }

    private Path file(int number) {
        return directory.resolve(Integer.toString(number));
    }

    private void deal(byte[] name) throws IOException {
        DataOutputStream file = files[(int) (KeyHash.of(seed, name) >>> (64 - BITS))];
        file.writeInt(name.length);
        file.write(name);
    }

    /** All names that were added; nothing can be added any more. */
    NameBatches names() throws IOException {
        if (files == null) {
            return NameSample.batches(sorted(held));
        }
        for (DataOutputStream file : files) {
            file.close();
        }
        return new Dealt();
    }

    private List<byte[]> sorted(List<byte[]> names) {
        names.sort(Comparator.comparing(name -> KeyHash.of(seed, name), Long::compareUnsigned));
        return names;
    }

    private List<byte[]> read(Path file) throws IOException {
        List<byte[]> names = new ArrayList<>();
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            for (long left = Files.size(file); left > 0; ) {
                byte[] name = new byte[in.readInt()];
                in.readFully(name);
                names.add(name);
                left -= 4 + name.length;
            }
        }
        return sorted(names);
    }

    @Override
    public void close() throws IOException {
        if (files != null) {
            for (int i = 0; i < FILES; i++) {
                files[i].close();
                Files.deleteIfExists(file(i));
            }
        }
        Files.deleteIfExists(directory);
    }

    /** One file after the other. */
    private final class Dealt implements NameBatches {
        private int next;
        private NameBatches current = () -> null;

        @Override
        public List<byte[]> next() throws IOException {
            List<byte[]> batch = current.next();
            while (batch == null && next < FILES) {
                current = NameSample.batches(read(file(next++)));
                batch = current.next();
            }
            return batch;
        }
    }
}
