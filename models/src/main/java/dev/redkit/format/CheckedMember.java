package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.BlockFilter;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** A member of a zip archive while it is read: exactly as many bytes as its directory says, with the right checksum. */
final class CheckedMember extends BlockFilter {
    private final String name;
    private final long size;
    private final long checksum;
    private final CRC32 crc = new CRC32();
    private long done;

    CheckedMember(String name, InputStream in, long size, long checksum) {
        super(in);
        this.name = name;
        this.size = size;
        this.checksum = checksum;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (done == size && length > 0) {
            return -1;
        }
        int got = take(into, offset, (int) Math.min(length, size - done));
        if (got > 0) {
            crc.update(into, offset, got);
            done += got;
            if (done == size && crc.getValue() != checksum) {
                throw new BadInput("the checksum of " + name + " is wrong: it is damaged");
            }
        }
        return got;
    }

    private int take(byte[] into, int offset, int length) {
        try {
            int got = in.read(into, offset, length);
            if (got < 0) {
                throw new BadInput(name + " ends after " + done + " bytes, though it should have " + size);
            }
            return got;
        } catch (IOException e) {
            throw new BadInput("unpacking " + name + " failed after byte " + done + ": " + Reason.of(e), null, e);
        }
    }
}
