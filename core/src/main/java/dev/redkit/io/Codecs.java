package dev.redkit.io;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameOutputStream;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorInputStream;
import org.apache.commons.compress.compressors.snappy.FramedSnappyCompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZInputStream;
import org.tukaani.xz.XZOutputStream;

/**
 * One class for each codec, so that the verifier loads a library's classes only for the one that is used. Memory is
 * bounded by the window: a frame that asks for more is refused, not allocated.
 */
final class Codecs {
    private static final int BUFFER = 1 << 16;
    /** 128 MiB: what every zstd decoder must offer. */
    private static final int ZSTD_WINDOW_LOG = 27;
    /** xz -9 needs 65 MiB. */
    private static final int XZ_MEMORY_KIB = 256 << 10;

    private Codecs() {}

    /** The JDK's own GZIPInputStream takes damage after the first member for the end, so it is not used. */
    static final class Gzip {
        private Gzip() {}

        static InputStream decode(InputStream packed) throws IOException {
            return GzipCompressorInputStream.builder()
                    .setInputStream(packed)
                    .setDecompressConcatenated(true)
                    .setBufferSize(BUFFER)
                    .get();
        }

        static OutputStream encode(OutputStream target) throws IOException {
            return new GZIPOutputStream(target, BUFFER);
        }
    }

    static final class Zstd {
        private Zstd() {}

        static InputStream decode(InputStream packed) throws IOException {
            return new ZstdInputStreamNoFinalizer(packed).setLongMax(ZSTD_WINDOW_LOG);
        }

        static OutputStream encode(OutputStream target) throws IOException {
            return new ZstdOutputStreamNoFinalizer(target, 3).setChecksum(true);
        }
    }

    static final class Bzip2 {
        private Bzip2() {}

        static InputStream decode(InputStream packed) throws IOException {
            return new BZip2CompressorInputStream(packed, true);
        }

        static OutputStream encode(OutputStream target) throws IOException {
            return new BZip2CompressorOutputStream(target);
        }
    }

    static final class Xz {
        private Xz() {}

        static InputStream decode(InputStream packed) throws IOException {
            return new XZInputStream(packed, XZ_MEMORY_KIB);
        }

        static OutputStream encode(OutputStream target) throws IOException {
            return new XZOutputStream(target, new LZMA2Options());
        }
    }

    /** Written by lz4-java, because commons-compress took a minute for a megabyte of random digits. */
    static final class Lz4 {
        private Lz4() {}

        static InputStream decode(InputStream packed) {
            return new Lz4Frames(packed);
        }

        /** The pure Java codec: the others need a native library or Unsafe. */
        static OutputStream encode(OutputStream target) throws IOException {
            return new LZ4FrameOutputStream(
                    target,
                    LZ4FrameOutputStream.BLOCKSIZE.SIZE_1MB,
                    -1,
                    LZ4Factory.safeInstance().fastCompressor(),
                    XXHashFactory.safeInstance().hash32(),
                    LZ4FrameOutputStream.FLG.Bits.BLOCK_INDEPENDENCE,
                    LZ4FrameOutputStream.FLG.Bits.CONTENT_CHECKSUM);
        }
    }

    static final class Snappy {
        private Snappy() {}

        static InputStream decode(InputStream packed) throws IOException {
            return new FramedSnappyCompressorInputStream(packed);
        }

        static OutputStream encode(OutputStream target) throws IOException {
            return new FramedSnappyCompressorOutputStream(target);
        }
    }
}
