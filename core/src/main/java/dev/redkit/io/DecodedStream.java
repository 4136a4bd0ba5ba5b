package dev.redkit.io;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** What a codec makes of a raw stream. Whatever it stumbles over becomes a BadInput with the compressed offset. */
final class DecodedStream extends BlockStream {
    private final Compression compression;
    private final String name;
    private final RawStream raw;
    private InputStream plain;

    DecodedStream(Compression compression, String name, RawStream raw) {
        this.compression = compression;
        this.name = name;
        this.raw = raw;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        try {
            if (plain == null) {
                plain = compression.decode(raw);
            }
            int got = plain.read(into, offset, length);
            while (got == 0 && length > 0) {
                got = plain.read(into, offset, length);
            }
            return got;
        } catch (Failure e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The decoders of commons-compress meet some damage with unchecked exceptions.
            throw bad(e);
        }
    }

    private BadInput bad(Exception e) {
        String format = compression.name().toLowerCase(Locale.ROOT);
        String why = e instanceof IOException io ? Reason.of(io) : String.valueOf(e.getMessage());
        return new BadInput(
                name + " is damaged or cut off at byte " + raw.taken() + " of its " + format + " data: " + why,
                "fetch or make the file again",
                e);
    }

    @Override
    public void close() throws IOException {
        if (plain != null) {
            plain.close();
        }
        raw.close();
    }
}
