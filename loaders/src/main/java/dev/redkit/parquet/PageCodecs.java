package dev.redkit.parquet;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Unpacks pages with the codecs that are here anyway, in place of the library's own, which unpack native code or need
 * Hadoop. A page is never believed to be larger than it may be.
 */
final class PageCodecs implements CompressionCodecFactory {
    /** Writers make pages of a megabyte; one value may be larger. */
    static final int LARGEST_PAGE = 256 << 20;

    /** Longer ones are in a temporary file: a model of one row has one page for all of its numbers. */
    private static final int MOST_IN_MEMORY = 8 << 20;

    private interface Codec {
        InputStream open(InputStream packed) throws IOException;
    }

    private final String file;
    private final Aside aside;

    PageCodecs(String file, Aside aside) {
        this.file = file;
        this.aside = aside;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName name) {
        throw new UnsupportedOperationException("nothing is written");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName name) {
        return switch (name) {
            case UNCOMPRESSED -> new Stored();
            case SNAPPY -> new Unpacking(SnappyCompressorInputStream::new);
            case GZIP -> new Unpacking(GZIPInputStream::new);
            case ZSTD -> new Unpacking(ZstdInputStreamNoFinalizer::new);
            default ->
                throw new BadInput(
                        file + " is packed with " + name + ", which redkit does not read",
                        "write it with snappy, which is the default, or with zstd, gzip or none");
        };
    }

    @Override
    public void release() {
        // Nothing is held.
    }

    private final class Stored implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            // In pieces; whoever wants it in one would put it together on the heap.
            return size <= MOST_IN_MEMORY ? bytes : BytesInput.from(aside.page(bytes.toInputStream(), size));
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer plain, int size) {
            plain.put(packed.slice(packed.position(), packedSize));
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }

    private final class Unpacking implements BytesInputDecompressor {
        private final Codec codec;

        Unpacking(Codec codec) {
            this.codec = codec;
        }

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            return plain(bytes.toInputStream(), size);
        }

        @Override
        public void decompress(ByteBuffer packed, int packedSize, ByteBuffer plain, int size) throws IOException {
            ByteBuffer part = packed.slice(packed.position(), packedSize);
            plain.put(plain(BytesInput.from(part).toInputStream(), size)
                    .toInputStream()
                    .slice(size));
        }

        /** Reading grows with what comes, so a size that lies costs nothing. */
        private BytesInput plain(InputStream packed, int size) throws IOException {
            if (size < 0 || size > LARGEST_PAGE) {
                throw new BadInput("a page of " + file + " would have " + Integer.toUnsignedLong(size) + " bytes");
            }
            try (InputStream in = codec.open(packed)) {
                BytesInput plain = size > MOST_IN_MEMORY
                        ? BytesInput.from(aside.page(in, size))
                        : BytesInput.from(in.readNBytes(size));
                if (plain.size() < size || in.read() >= 0) {
                    throw new BadInput(
                            "a page of " + file + " does not have the " + size + " bytes that it should have");
                }
                return plain;
            }
        }

        @Override
        public void release() {
            // Nothing is held.
        }
    }
}
