package dev.redkit.embedded;

import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * The directory a server works in: a new private one, or the user's, locked so that two servers never write the same
 * dump file.
 *
 * @param lock the locked file of a directory that stays, or null for a private one
 */
record Place(Path directory, FileChannel lock) {
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final long LOCK_PAUSE_NANOS = 20_000_000;
    /** A second: a server that works there may be about to end. */
    private static final int ATTEMPTS_FOR_A_SERVER = 50;
    /** Half a minute: what starts or stops a server is done soon, but not on every machine. */
    private static final int ATTEMPTS_FOR_A_MOMENT = 1_500;

    /** For as long as a server works there. A private directory for null, else that directory, made when it is missing. */
    static Place open(Path wanted) throws IOException {
        return wanted == null
                ? new Place(Files.createTempDirectory("redkit-", OWNER_ONLY), null)
                : locked(wanted, new byte[] {1});
    }

    /** For a moment, as {@code server start} and {@code server stop} hold the lock only while they work. */
    static Place openForAMoment(Path wanted) throws IOException {
        return locked(wanted, new byte[0]);
    }

    /** What is in the locked file tells whoever finds it locked whether waiting will help. */
    private static Place locked(Path wanted, byte[] mark) throws IOException {
        Path directory = make(wanted.toAbsolutePath().normalize());
        FileChannel channel = FileChannel.open(
                directory.resolve("redkit.lock"),
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                OWNER_ONLY_FILE);
        boolean mine = locked(channel);
        for (int i = 0; !mine && i < (channel.size() == 0 ? ATTEMPTS_FOR_A_MOMENT : ATTEMPTS_FOR_A_SERVER); i++) {
            LockSupport.parkNanos(LOCK_PAUSE_NANOS);
            mine = locked(channel);
        }
        if (!mine) {
            channel.close();
            throw new UsageError(
                    "another redis-server of redkit works in " + directory,
                    "stop that one, use it, or choose another directory");
        }
        channel.truncate(0).write(ByteBuffer.wrap(mark));
        return new Place(directory, channel);
    }

    static Path make(Path directory) throws IOException {
        try {
            Files.createDirectories(directory, OWNER_ONLY);
        } catch (FileAlreadyExistsException e) {
            throw new UsageError(directory + " is not a directory", "choose another one for the server", e);
        }
        if (!Files.isWritable(directory)) {
            throw new UsageError("the directory " + directory + " cannot be written", "choose another one");
        }
        return directory;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    boolean stays() {
        return lock != null;
    }

    Path config() {
        return directory.resolve("redkit.conf");
    }

    Path log() {
        return directory.resolve("redis.log");
    }

    /** Leaves the directory: gives a staying one free for the next server, removes a private one. */
    void leave() {
        try {
            if (stays()) {
                lock.close();
            } else {
                remove();
            }
        } catch (IOException e) {
            // The lock goes with this process at the latest; a temporary directory, with the system's own sweep.
        }
    }

    private void remove() throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
