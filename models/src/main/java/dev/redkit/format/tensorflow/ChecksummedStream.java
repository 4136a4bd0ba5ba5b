package dev.redkit.format.tensorflow;

import dev.redkit.failure.BadInput;
import dev.redkit.io.BlockFilter;
import dev.redkit.region.Region;
import java.io.IOException;
import java.util.zip.CRC32C;

/** The bytes of a tensor, which end in a failure when they are not those of its checksum. */
final class ChecksummedStream extends BlockFilter {
    private final String name;
    private final Region region;
    private final int expected;
    private final CRC32C crc = new CRC32C();
    private long left;

    ChecksummedStream(String name, Region region, int expected) {
        super(region.open());
        this.name = name;
        this.region = region;
        this.expected = expected;
        this.left = region.length();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = in.read(into, offset, length);
        if (got > 0) {
            crc.update(into, offset, got);
            left -= got;
            if (left == 0 && MaskedCrc.of(crc) != expected) {
                throw BadInput.at(
                        region.name(),
                        region.offset(),
                        "the checksum of tensor '" + name + "' is wrong: it is damaged,");
            }
        }
        return got;
    }
}
