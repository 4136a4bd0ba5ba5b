package dev.redkit.pickle;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** The bytes that a text in UTF-8 stands for, when each of its characters is one byte. */
final class Latin1Stream extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final Region region;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;

    Latin1Stream(Region region) {
        this.region = region;
        this.in = region.open();
    }

    @Override
    public int read() throws IOException {
        int first = next();
        if (first < 0x80) {
            return first;
        }
        int second = next();
        if ((first & 0xfc) != 0xc0 || (second & 0xc0) != 0x80) {
            throw BadInput.at(region.name(), region.offset(), "the text that should stand for bytes does not,");
        }
        return ((first & 3) << 6) | (second & 0x3f);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        int count = 0;
        while (count < length) {
            int value = read();
            if (value < 0) {
                return count == 0 ? -1 : count;
            }
            into[offset + count++] = (byte) value;
        }
        return count;
    }

    private int next() throws IOException {
        if (at == end) {
            end = in.read(buffer, 0, BUFFER);
            at = 0;
            if (end <= 0) {
                end = 0;
                return -1;
            }
        }
        return buffer[at++] & 0xff;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
