package dev.redkit.aof;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * A new folder of append-only files, there as a whole or not at all: written beside its place, fsynced, and renamed by
 * {@link #commit}.
 */
public final class AofFolder implements Closeable {
    private static final int BUFFER = 256 << 10;

    private final Path place;
    private final Path part;
    private boolean done;

    private AofFolder(Path place, Path part) {
        this.place = place;
        this.part = part;
    }

    /** Begins a folder where nothing is yet. */
    public static AofFolder create(Path place) {
        if (Files.exists(place)) {
            throw new UsageError(place + " is already there", "name a folder that is not there yet");
        }
        Path target = place.toAbsolutePath();
        String unique =
                Long.toHexString(System.nanoTime() ^ ProcessHandle.current().pid() << 40);
        Path part = target.resolveSibling("." + target.getFileName() + "." + unique + ".part");
        try {
            Files.createDirectory(part);
        } catch (IOException e) {
            throw new UsageError("cannot make a folder beside " + place + ": " + Reason.of(e), null, e);
        }
        return new AofFolder(target, part);
    }

    /** A file in it; closing it brings its bytes to the disk. */
    public OutputStream file(String name) {
        try {
            FileChannel channel =
                    FileChannel.open(part.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new Synced(channel, name);
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** The list of its files. */
    public void manifest(String name, List<AofPart> parts) {
        StringBuilder text = new StringBuilder();
        for (AofPart one : parts) {
            text.append("file ")
                    .append(quoted(one.name()))
                    .append(" seq ")
                    .append(one.sequence())
                    .append(" type ")
                    .append(one.role() == AofPart.Role.BASE ? 'b' : 'i')
                    .append('\n');
        }
        try (OutputStream out = file(name)) {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    private static String quoted(String name) {
        boolean plain = name.chars().allMatch(c -> c > ' ' && c != '"' && c != '\\' && c != '\'');
        return plain ? name : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Makes it the folder that was asked for. */
    public void commit() {
        try {
            sync(part);
            Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
            done = true;
            sync(place.getParent());
        } catch (IOException e) {
            throw failed("the folder", e);
        }
    }

    private static void sync(Path folder) {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Not every file system can; the bytes themselves are safe.
        }
    }

    private CannotWrite failed(String what, IOException e) {
        return new CannotWrite(
                "writing " + what + " of " + place + " failed: " + Reason.of(e),
                "check the space and the state of the disk; nothing incomplete was left",
                e);
    }

    /** Without a commit before, removes what was written. */
    @Override
    public void close() {
        if (done) {
            return;
        }
        done = true;
        try (Stream<Path> files = Files.list(part)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(part);
        } catch (IOException e) {
            throw failed("nothing", e);
        }
    }

    private final class Synced extends BufferedOutputStream {
        private final FileChannel channel;
        private final String name;

        Synced(FileChannel channel, String name) {
            super(Channels.newOutputStream(channel), BUFFER);
            this.channel = channel;
            this.name = name;
        }

        @Override
        public void close() {
            try (channel) {
                flush();
                channel.force(true);
            } catch (IOException e) {
                throw failed(name, e);
            }
        }
    }
}
