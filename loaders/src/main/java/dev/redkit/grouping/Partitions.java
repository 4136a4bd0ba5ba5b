package dev.redkit.grouping;

import dev.redkit.failure.CannotWrite;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Keys that do not fit into memory, cut into parts by bits of their hash. The files lose their names as they are opened
 * (where the system can do that), so nothing of them is left whatever becomes of this process, and nobody else can open
 * them.
 */
final class Partitions implements Closeable {
    private static final int BITS = 6;
    private static final int COUNT = 1 << BITS;
    /** The bits of the hash that the table in memory does not use. */
    private static final int MOST_LEVELS = Integer.SIZE / BITS;

    private final int level;
    private final Path directory;
    private final Partition[] parts = new Partition[COUNT];

    /**
     * Opens the files.
     *
     * @param level 0, and one more each time that a part is cut again
     */
    Partitions(Path parent, int level) {
        this.level = level;
        Path created = null;
        try {
            created = Files.createTempDirectory(parent, "redkit-", ownerOnly());
            for (int i = 0; i < COUNT; i++) {
                parts[i] = new Partition(FileChannel.open(
                        created.resolve("part" + i),
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE,
                                StandardOpenOption.DELETE_ON_CLOSE)));
            }
            removeIfEmpty(created);
        } catch (IOException e) {
            directory = created;
            close();
            throw new CannotWrite(
                    "cannot open temporary files in " + parent + ": " + e.getMessage(),
                    "records of the same key are gathered there when memory is full; name another place in TMPDIR",
                    e);
        }
        directory = created;
    }

    private static FileAttribute<?>[] ownerOnly() {
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Where files vanish only when they are closed, so does their folder. */
    private static void removeIfEmpty(Path folder) throws IOException {
        try (var left = Files.newDirectoryStream(folder)) {
            if (left.iterator().hasNext()) {
                return;
            }
        }
        Files.delete(folder);
    }

    static boolean canCut(int level) {
        return level < MOST_LEVELS;
    }

    Partition of(long hash) {
        return parts[(int) (hash >>> (level * BITS)) & (COUNT - 1)];
    }

    Partition[] all() {
        return parts;
    }

    void written() throws IOException {
        for (Partition part : parts) {
            part.written();
        }
    }

    @Override
    public void close() {
        try {
            for (Partition part : parts) {
                if (part != null) {
                    part.close();
                }
            }
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new CannotWrite("cannot remove the temporary folder " + directory + ": " + e.getMessage(), null, e);
        }
    }
}
