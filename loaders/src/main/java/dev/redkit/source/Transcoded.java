package dev.redkit.source;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A text of another encoding as UTF-8. Bytes that mean nothing in that encoding are refused with their offset. */
final class Transcoded extends InputStream {
    private static final int SIZE = 64 << 10;

    private final String name;
    private final InputStream source;
    private final Charset charset;
    private final CharsetDecoder decoder;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
    private final ByteBuffer coded = ByteBuffer.allocate(SIZE).limit(0);
    private final CharBuffer chars = CharBuffer.allocate(SIZE).limit(0);
    private final ByteBuffer utf8 = ByteBuffer.allocate(4 * SIZE).limit(0);
    private long decoded;
    private boolean ended;

    Transcoded(String name, InputStream source, Charset charset) {
        this.name = name;
        this.source = source;
        this.charset = charset;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** What a byte order mark says, or null. That of UTF-8 changes nothing. */
    static Charset marked(byte[] head) {
        if (head.length >= 2 && head[0] == (byte) 0xff && head[1] == (byte) 0xfe) {
            boolean four = head.length >= 4 && head[2] == 0 && head[3] == 0;
            return four ? Charset.forName("UTF-32") : StandardCharsets.UTF_16;
        }
        return head.length >= 2 && head[0] == (byte) 0xfe && head[1] == (byte) 0xff ? StandardCharsets.UTF_16 : null;
    }

    @Override
    public int read() throws IOException {
        return fill() ? utf8.get() & 0xff : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, utf8.remaining());
        utf8.get(into, offset, count);
        return count;
    }

    private boolean fill() throws IOException {
        while (!utf8.hasRemaining()) {
            if (ended) {
                return false;
            }
            int got = source.read(coded.array(), coded.limit(), coded.capacity() - coded.limit());
            ended = got < 0;
            coded.limit(coded.limit() + Math.max(0, got));
            decode();
        }
        return true;
    }

    private void decode() {
        chars.compact();
        int before = coded.position();
        CoderResult result = decoder.decode(coded, chars, ended);
        decoded += coded.position() - before;
        if (result.isError()) {
            throw new BadInput(
                    "byte " + decoded + " of " + name + " is no " + charset + " text", "is it another --encoding?");
        }
        coded.compact().flip();
        chars.flip();
        utf8.clear();
        if (encoder.encode(chars, utf8, ended && !coded.hasRemaining()).isError()) {
            throw new BadInput("half a character before byte " + decoded + " of " + name, "is it another --encoding?");
        }
        utf8.flip();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
