package dev.redkit.io;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * One input, open: a file, standard input, or a web address. {@link #stream} gives its plain bytes, decompressed when its
 * first bytes are the magic number of a compression. A stream that is cut off or damaged ends in a failure that names
 * the input and the offset, never in a short read. For one thread, but for {@link #bytesRead}.
 */
public final class Input implements Closeable {
    private final String name;
    private final long size;
    private final RawStream raw;
    private final Compression compression;
    private final InputStream stream;
    private final boolean empty;
    private final byte[] head;

    private String version;

    private Input(String name, long size, InputStream source) {
        this.name = name;
        this.size = size;
        this.raw = new RawStream(name, source);
        byte[] first = new byte[Compression.MAGIC_LENGTH];
        int length = raw.peek(first);
        this.head = Arrays.copyOf(first, length);
        this.empty = length == 0;
        this.compression = Compression.of(first, length);
        this.stream = compression == Compression.NONE
                ? raw
                : new BufferedInputStream(new DecodedStream(compression, name, raw), RawStream.BUFFER);
    }

    /**
     * Opens what a user named.
     *
     * @param place a path, {@code http://…}, {@code https://…}, or {@code -} for standard input
     * @param stdin standard input, which is not closed
     */
    public static Input open(String place, InputStream stdin) {
        if (place.equals("-")) {
            return of("standard input", Progress.UNKNOWN, new FilterInputStream(stdin) {
                @Override
                public void close() {
                    // Not ours.
                }
            });
        }
        if (place.startsWith("http://") || place.startsWith("https://")) {
            WebStream web = WebStream.open(place);
            Input input = of(web.name(), web.size(), web);
            input.version = web.version();
            return input;
        }
        try {
            return open(Path.of(place));
        } catch (InvalidPathException e) {
            throw new UsageError("'" + place.replace("\0", "\\0") + "' is not a path", null, e);
        }
    }

    public static Input open(Path file) {
        if (Files.isDirectory(file)) {
            throw new UsageError(file + " is a directory, not a file", "name a file in it");
        }
        try {
            long size = Files.isRegularFile(file) ? Files.size(file) : Progress.UNKNOWN;
            return of(file.toString(), size, Files.newInputStream(file));
        } catch (NoSuchFileException e) {
            throw new UsageError("there is no file " + file, "check the name and the working directory", e);
        } catch (AccessDeniedException e) {
            throw new UsageError("no permission to read " + file, null, e);
        } catch (IOException e) {
            throw new BadInput("cannot open " + file + ": " + Reason.of(e), null, e);
        }
    }

    /**
     * An input from any stream, which is closed with it.
     *
     * @param size of the stream, or {@link Progress#UNKNOWN}
     */
    public static Input of(String name, long size, InputStream source) {
        try {
            return new Input(name, size, source);
        } catch (RuntimeException e) {
            try (source) {
                throw e;
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
                throw e;
            }
        }
    }

    /** What to call it before a user; a web address without what may be secret in it. */
    public String name() {
        return name;
    }

    /** Its bytes as it lies there, compressed ones compressed, or {@link Progress#UNKNOWN}. */
    public long size() {
        return size;
    }

    /** What its web server tells this version of the file by, when it does: a strong ETag, or when it was modified. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** How many of {@link #size} were read so far. */
    public long bytesRead() {
        return raw.taken();
    }

    public Compression compression() {
        return compression;
    }

    public boolean isCompressed() {
        return compression != Compression.NONE;
    }

    /** The first bytes of what lies there, ten at most: enough for a magic number. */
    public byte[] head() {
        return head.clone();
    }

    /** Its plain bytes, buffered; always the same stream. */
    public InputStream stream() {
        return stream;
    }

    /** This input, when it holds anything: for those who cannot do with nothing. */
    public Input notEmpty() {
        if (empty) {
            throw new BadInput(name + " is empty");
        }
        return this;
    }

    /** Counts its bytes there from now on, and announces its size. */
    public Input reportTo(Progress progress) {
        progress.expect(size);
        raw.reportTo(progress);
        return this;
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
