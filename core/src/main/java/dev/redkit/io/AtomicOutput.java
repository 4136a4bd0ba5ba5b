package dev.redkit.io;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.UsageError;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * An output that is there whole or not at all: written beside its target under a name of its own, and renamed by
 * {@link #commit} after its bytes are on the disk. Closed without a commit, it leaves nothing, and an older file stays as
 * it was. Standard output and devices cannot be taken back and are written as they come.
 */
public final class AtomicOutput implements Closeable {
    /** What an output may, or must. */
    public enum Rule {
        /** Replace a file that is there; its permissions stay. */
        OVERWRITE,
        /** Nobody but the owner may read it. */
        OWNER_ONLY,
        /** What is written is what lies there, whatever the name says of compression. */
        AS_IT_IS
    }

    private static final int BUFFER = 256 << 10;

    private final String name;
    private final Path target;
    private final Path part;
    private final Set<Rule> rules;
    private final FileChannel channel;
    private final OutputStream stream;
    private boolean done;

    private AtomicOutput(String name, Path target, Path part, Set<Rule> rules, FileChannel channel, OutputStream out) {
        this.name = name;
        this.target = target;
        this.part = part;
        this.rules = rules;
        this.channel = channel;
        this.stream = out;
    }

    /**
     * Opens what a user named, compressed as its suffix says.
     *
     * @param place a path, or {@code -} for standard output
     * @param stdout standard output, which is flushed but not closed; its I/O errors stay IOExceptions, because a closed
     *     pipe is no failure
     */
    public static AtomicOutput open(String place, OutputStream stdout, Rule... rules) {
        if (place.equals("-")) {
            OutputStream buffered = new BufferedOutputStream(new Unclosed(stdout), BUFFER);
            return new AtomicOutput("standard output", null, null, Set.of(), null, buffered);
        }
        try {
            return open(Path.of(place), rules);
        } catch (InvalidPathException e) {
            throw new UsageError("'" + place.replace("\0", "\\0") + "' is not a path", null, e);
        }
    }

    public static AtomicOutput open(Path file, Rule... rules) {
        Set<Rule> ruleSet = Set.copyOf(List.of(rules));
        refuse(file, ruleSet);
        try {
            // A link stays a link: what it points to is replaced.
            Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
            boolean direct = Files.exists(target) && !Files.isRegularFile(target);
            Path part = direct ? null : partBeside(target);
            FileChannel channel = direct
                    ? FileChannel.open(target, StandardOpenOption.WRITE)
                    : FileChannel.open(
                            part, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), attributes(ruleSet));
            return compressed(file, target, part, ruleSet, channel);
        } catch (NoSuchFileException e) {
            throw new UsageError("there is no directory for " + file, "make it first", e);
        } catch (AccessDeniedException e) {
            throw new UsageError("no permission to write " + file, null, e);
        } catch (IOException e) {
            throw failed(file.toString(), e);
        }
    }

    private static void refuse(Path file, Set<Rule> rules) {
        if (Files.isDirectory(file)) {
            throw new UsageError(file + " is a directory, not a file", "name a file in it");
        }
        if (Files.isRegularFile(file) && !rules.contains(Rule.OVERWRITE)) {
            throw alreadyThere(file);
        }
    }

    private static UsageError alreadyThere(Path file) {
        return new UsageError(file + " is already there", "choose another name, or say that it may be overwritten");
    }

    private static Path partBeside(Path target) {
        String unique =
                Long.toHexString(System.nanoTime() ^ ProcessHandle.current().pid() << 40);
        return target.resolveSibling("." + target.getFileName() + "." + unique + ".part");
    }

    private static FileAttribute<?>[] attributes(Set<Rule> rules) {
        return rules.contains(Rule.OWNER_ONLY)
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private static AtomicOutput compressed(Path file, Path target, Path part, Set<Rule> rules, FileChannel channel)
            throws IOException {
        try {
            if (part != null && Files.exists(target) && !rules.contains(Rule.OWNER_ONLY)) {
                Files.setPosixFilePermissions(part, Files.getPosixFilePermissions(target));
            }
            OutputStream raw = new Named(file.toString(), channel);
            OutputStream buffered = new BufferedOutputStream(raw, BUFFER);
            OutputStream packed = rules.contains(Rule.AS_IT_IS)
                    ? buffered
                    : Compression.ofName(file.getFileName().toString()).encode(buffered);
            // A codec may write a header of its own in small pieces; what the caller writes is gathered before it.
            OutputStream stream = packed == buffered ? packed : new BufferedOutputStream(packed, BUFFER);
            return new AtomicOutput(file.toString(), target, part, rules, channel, stream);
        } catch (IOException | RuntimeException e) {
            channel.close();
            if (part != null) {
                Files.deleteIfExists(part);
            }
            throw e;
        }
    }

    /** What to call it before a user. */
    public String name() {
        return name;
    }

    /** Where to write the plain bytes. Closing it is left to {@link #commit} and {@link #close}. */
    public OutputStream stream() {
        return stream;
    }

    /** Makes it the target. Nothing may be written afterwards. */
    public void commit() throws IOException {
        if (channel == null) {
            done = true;
            stream.flush();
            return;
        }
        try {
            // Ends the compressed stream; the channel stays open for fsync.
            stream.close();
            if (part != null) {
                channel.force(true);
                channel.close();
                moveToTarget();
                syncDirectory();
            }
            done = true;
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    private void moveToTarget() throws IOException {
        if (rules.contains(Rule.OVERWRITE)) {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            return;
        }
        try {
            // A rename would replace what somebody has put there meanwhile; a link does not.
            Files.createLink(target, part);
            Files.delete(part);
        } catch (FileAlreadyExistsException e) {
            throw alreadyThere(target);
        } catch (IOException | UnsupportedOperationException e) {
            if (Files.exists(target)) {
                throw alreadyThere(target);
            }
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** The new name is on the disk only after its directory is. */
    private void syncDirectory() {
        try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Not every file system can; the bytes themselves are safe.
        }
    }

    /** Without a commit before, removes what was written. */
    @Override
    public void close() {
        if (done || channel == null) {
            return;
        }
        done = true;
        try {
            channel.close();
            if (part != null) {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw failed(name, e);
        } finally {
            releaseCodec();
        }
    }

    /** A native codec gives its memory back on close; that it cannot write its end any more is no news. */
    private void releaseCodec() {
        try {
            stream.close();
        } catch (IOException | CannotWrite e) {
            // The channel was closed on purpose.
        }
    }

    private static CannotWrite failed(String name, IOException e) {
        return new CannotWrite(
                "writing " + name + " failed: " + (e.getMessage() == null ? e.toString() : e.getMessage()),
                "check the space and the state of the disk; no incomplete file was left",
                e);
    }

    /** Writes to the file; errors name it. Closing leaves the channel open. */
    private static final class Named extends OutputStream {
        private final String name;
        private final OutputStream out;

        Named(String name, FileChannel channel) {
            this.name = name;
            this.out = Channels.newOutputStream(channel);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw failed(name, e);
            }
        }
    }

    /** Standard output belongs to the caller. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
