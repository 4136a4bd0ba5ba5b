package dev.redkit.restore;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Values in place of values, the same for the same, so that what belonged together still does. Without the key, which is
 * drawn for each run unless it is given, nobody can tell from which; not even by trying all telephone numbers.
 */
public final class Pseudonyms {
    private static final int HASH_BYTES = 16;

    private final Mac mac;

    private Pseudonyms(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /** With a key that nobody will know. */
    public static Pseudonyms ofThisRun() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return new Pseudonyms(key);
    }

    /** With the same key again, for the same pseudonyms as another time. */
    public static Pseudonyms with(byte[] key) {
        return new Pseudonyms(key.clone());
    }

    /** Sixteen bytes as hexadecimal digits. */
    byte[] hash(byte[] value) {
        byte[] sum = mac.doFinal(value);
        return HexFormat.of().formatHex(sum, 0, HASH_BYTES).getBytes(StandardCharsets.US_ASCII);
    }

    /** A value that looks alike: an address stays an address, a number a number. */
    byte[] fake(byte[] value) {
        byte[] fake = value.clone();
        byte[] random = {};
        int drawn = 0;
        byte[] seed = mac.doFinal(value);
        for (int i = 0; i < fake.length; i++) {
            if (i % 32 == 0) {
                mac.update(seed);
                random = mac.doFinal(new byte[] {(byte) (drawn >>> 16), (byte) (drawn >>> 8), (byte) drawn});
                drawn++;
            }
            fake[i] = alike(fake[i], random[i % 32] & 0xff);
        }
        return fake;
    }

    private static byte alike(byte one, int random) {
        if (one >= '0' && one <= '9') {
            return (byte) ('0' + random % 10);
        } else if (one >= 'a' && one <= 'z') {
            return (byte) ('a' + random % 26);
        } else if (one >= 'A' && one <= 'Z') {
            return (byte) ('A' + random % 26);
        }
        // Of letters beyond ASCII every byte becomes one letter: they must not shine through.
        return one < 0 ? (byte) ('a' + random % 26) : one;
    }

    byte[] of(byte[] value, Mask.How how) {
        return switch (how) {
            case HASH -> hash(value);
            case FAKE -> fake(value);
            case DROP -> throw new IllegalArgumentException("what is dropped has no pseudonym");
        };
    }
}
