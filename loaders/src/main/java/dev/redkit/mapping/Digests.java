package dev.redkit.mapping;

import dev.redkit.io.Hashing;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;

/** The filters that write bytes, or a digest of them, in letters. */
final class Digests {
    private Digests() {}

    static void hex(Slice value, String algorithm) {
        MessageDigest digest = Hashing.by(algorithm);
        digest.update(value.array, value.offset, value.length);
        value.set(digest.digest());
        hex(value);
    }

    static void hex(Slice value) {
        value.set(HexFormat.of().formatHex(value.array, value.offset, value.offset + value.length));
    }

    static void base64(Slice value) {
        value.set(Base64.getEncoder().encode(value.copy()));
    }
}
