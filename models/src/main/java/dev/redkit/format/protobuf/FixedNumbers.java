package dev.redkit.format.protobuf;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.TensorData;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * A repeated field of floats or doubles. Nearly always they are packed, and lie in the file as a tensor wants them; a writer
 * may also have written them one by one, or in several packs.
 */
public final class FixedNumbers {
    private final Region message;
    private final int field;
    private final int width;
    private final long count;
    private final Region packed;

    /** Looks for the field of a message; each number has so many bytes. */
    public FixedNumbers(Region message, int field, int width) {
        this.message = message;
        this.field = field;
        this.width = width;
        Message fields = new Message(message);
        long numbers = 0;
        int pieces = 0;
        Region last = null;
        while (fields.next()) {
            if (fields.field() == field) {
                pieces++;
                last = fields.isBytes() ? fields.bytes() : null;
                numbers += last == null ? 1 : numbers(last);
            }
        }
        this.count = numbers;
        this.packed = pieces == 1 ? last : null;
    }

    private long numbers(Region pack) {
        if (pack.length() % width != 0) {
            throw BadInput.at(pack.name(), pack.offset(), "numbers of " + width + " bytes in " + pack.length());
        }
        return pack.length() / width;
    }

    public long count() {
        return count;
    }

    /** Where they lie one after the other, when they do. */
    public Optional<Region> packed() {
        return Optional.ofNullable(packed);
    }

    public TensorData data() {
        return packed != null ? TensorData.of(packed) : count == 0 ? InputStream::nullInputStream : Loose::new;
    }

    /** Field by field. */
    private final class Loose extends ChunkedStream {
        private static final int CHUNK = 32 << 10;

        private final Message fields = new Message(message);
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private Region pack;
        private long at;

        @Override
        protected ByteBuffer next() {
            chunk.clear();
            while (chunk.remaining() >= Long.BYTES) {
                if (pack == null && !fields.next()) {
                    break;
                }
                if (pack != null) {
                    unpack();
                } else if (fields.field() == field && fields.isBytes()) {
                    pack = fields.bytes();
                    at = 0;
                } else if (fields.field() == field) {
                    int start = chunk.position();
                    chunk.putLong(fields.number()).position(start + width);
                }
            }
            return chunk.flip();
        }

        private void unpack() {
            int room = chunk.remaining() / width * width;
            int part = (int) Math.min(pack.length() - at, room);
            pack.read(at, chunk.slice(chunk.position(), part));
            chunk.position(chunk.position() + part);
            at += part;
            pack = at == pack.length() ? null : pack;
        }
    }
}
