package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Sum;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells a file from what may take its place: by its name, size, time of change, and a checksum of its beginning and end. */
final class Fingerprint {
    private static final int PIECE = 64 << 10;

    private Fingerprint() {}

    /** That of a file; null when it is no regular one, so that it cannot be read twice. */
    static String of(Path file) {
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            Sum sum = new Sum();
            add(channel, 0, Math.min(PIECE, size), sum);
            add(channel, Math.max(PIECE, size - PIECE), size, sum);
            return file.getFileName() + " " + size + " "
                    + Files.getLastModifiedTime(file).toMillis() + " " + sum;
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    private static void add(FileChannel channel, long from, long to, Sum sum) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.max(0, to - from));
        while (piece.hasRemaining() && channel.read(piece, from + piece.position()) >= 0) {
            // Until it is all there.
        }
        sum.add(piece.flip());
    }
}
