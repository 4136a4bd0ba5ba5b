package dev.redkit.region;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Puts a stream into a temporary file, so that it can be read from any place without being held in memory. */
public final class Spool {
    private Spool() {}

    /** The file is gone as soon as the region is closed, or the process ends. */
    public static Region of(String name, InputStream in) {
        try {
            FileChannel channel = channel();
            try {
                return new Region(name, channel, 0, in.transferTo(Channels.newOutputStream(channel)));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw failed(name, e);
        }
    }

    /** A file that is gone when it is closed. */
    static FileChannel channel() throws IOException {
        Path file = Files.createTempFile("redkit", ".spool");
        return FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    static CannotWrite failed(String name, IOException e) {
        return new CannotWrite(
                "unpacking " + name + " into a temporary file failed: " + Reason.of(e),
                "java.io.tmpdir, or TMPDIR, names the folder",
                e);
    }
}
