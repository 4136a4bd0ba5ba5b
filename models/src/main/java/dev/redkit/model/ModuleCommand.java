package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.tensor.TensorData;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command for a module: words, and bytes behind them that may be too many for the memory. The same bytes go to a server
 * and into a file.
 */
public final class ModuleCommand {
    private static final int PIECE = 256 << 10;

    private final List<byte[]> words;
    private final long length;
    private final TensorData data;

    private ModuleCommand(List<byte[]> words, long length, TensorData data) {
        this.words = List.copyOf(words);
        this.length = length;
        this.data = data;
    }

    static ModuleCommand of(List<String> words) {
        return new ModuleCommand(bytes(words), 0, null);
    }

    static ModuleCommand of(List<String> words, long length, TensorData data) {
        return new ModuleCommand(bytes(words), length, data);
    }

    private static List<byte[]> bytes(List<String> words) {
        List<byte[]> bytes = new ArrayList<>(words.size());
        words.forEach(word -> bytes.add(Texts.bytes(word)));
        return bytes;
    }

    /** Its name and its key, for complaints. */
    String title() {
        return Texts.of(words.get(0)) + " of " + Texts.of(words.get(1));
    }

    byte[] key() {
        return words.get(1);
    }

    private CommandBuffer begun() {
        CommandBuffer buffer = new CommandBuffer(1024);
        buffer.begin(words.size() + (data == null ? 0 : 1));
        words.forEach(buffer::arg);
        if (data != null) {
            byte[] head = ("$" + length + "\r\n").getBytes(StandardCharsets.US_ASCII);
            buffer.raw(head, 0, head.length);
        }
        return buffer;
    }

    private interface Sink {
        void take(byte[] bytes, int length) throws IOException;
    }

    private void writeTo(Sink sink) throws IOException {
        CommandBuffer begun = begun();
        sink.take(begun.array(), begun.length());
        if (data == null) {
            return;
        }
        byte[] piece = new byte[PIECE];
        long left = length;
        try (InputStream in = data.open()) {
            while (left > 0) {
                int got = in.readNBytes(piece, 0, (int) Math.min(PIECE, left));
                if (got == 0) {
                    throw new BadInput(
                            "the tensor for " + Texts.of(key()) + " has " + left + " bytes less than it should");
                }
                sink.take(piece, got);
                left -= got;
            }
        }
        sink.take(new byte[] {'\r', '\n'}, 2);
    }

    /** Writes it as RESP. */
    public void writeTo(OutputStream out) throws IOException {
        writeTo((bytes, count) -> out.write(bytes, 0, count));
    }

    /** Sends it; the reply is still to be read. */
    void sendTo(Wire wire) {
        try {
            writeTo((bytes, count) -> {
                wire.send(new CommandBuffer(count).raw(bytes, 0, count));
                wire.flush();
            });
        } catch (IOException e) {
            throw new BadInput("the tensor for " + Texts.of(key()) + " cannot be read: " + Reason.of(e), null, e);
        }
    }
}
