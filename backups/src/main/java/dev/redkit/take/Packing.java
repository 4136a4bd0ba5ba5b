package dev.redkit.take;

import dev.redkit.io.Compression;
import dev.redkit.seal.Passphrase;
import dev.redkit.seal.SealedOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/**
 * In which form files are written.
 *
 * @param passphrase with which they are sealed, or null
 */
public record Packing(Compression compression, Passphrase passphrase) {
    /** What comes after the name of a file. */
    String suffix() {
        String compressed = switch (compression) {
            case NONE -> "";
            case GZIP -> ".gz";
            case ZSTD -> ".zst";
            case BZIP2 -> ".bz2";
            case XZ -> ".xz";
            case LZ4 -> ".lz4";
            case SNAPPY -> ".sz";
        };
        return compressed + (passphrase == null ? "" : ".sealed");
    }

    boolean sealed() {
        return passphrase != null;
    }

    /** Compressed first, then sealed: what is sealed cannot be compressed. */
    OutputStream pack(OutputStream out) throws IOException {
        return compression.encode(passphrase == null ? out : new SealedOutput(out, passphrase));
    }

    String word() {
        return compression.name().toLowerCase(Locale.ROOT);
    }
}
