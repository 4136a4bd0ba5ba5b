package dev.redkit.seal;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotAllowed;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The head of a sealed file, with the key that belongs to it:
 *
 * <pre>
 *   file   = head chunk* lastChunk
 *   head   = "RKSEAL01"  u32 iterations  salt(16)  check(8)  u32 chunk size          big-endian, 40 bytes
 *   chunk  = AES-256-GCM of as many bytes as the chunk size says, with its tag(16)
 *   nonce  = 3 zero bytes, u64 number of the chunk, u8 1 for the last chunk else 0
 *   key    = bytes 0 to 31, check = bytes 32 to 39 of PBKDF2-HMAC-SHA512(passphrase, salt, iterations)
 * </pre>
 *
 * The head is authenticated with every chunk. The last chunk has as many bytes as are left, perhaps none. Since the salt
 * is drawn for each file, so is the key, and no nonce is used twice with it.
 */
final class Seal {
    static final int HEAD = 40;
    static final int TAG = 16;

    private static final byte[] MAGIC = "RKSEAL01".getBytes(StandardCharsets.US_ASCII);
    private static final int SALT = 16;
    private static final int CHECK = 8;
    private static final int KEY = 32;
    /** What OWASP asks of PBKDF2 with SHA-512. */
    static final int ITERATIONS = 210_000;

    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int CHUNK = 64 << 10;
    private static final int MOST_CHUNK = 1 << 20;
    private static final int BITS = 8;

    private final byte[] head;
    private final int chunk;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private long number;

    private Seal(byte[] head, int chunk, byte[] key) {
        this.head = head;
        this.chunk = chunk;
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    static Seal fresh(Passphrase passphrase, int iterations) {
        byte[] salt = new byte[SALT];
        new SecureRandom().nextBytes(salt);
        byte[] derived = derive(passphrase, salt, iterations);
        byte[] head = new byte[HEAD];
        ByteBuffer.wrap(head)
                .put(MAGIC)
                .putInt(iterations)
                .put(salt)
                .put(derived, KEY, CHECK)
                .putInt(CHUNK);
        return new Seal(head, CHUNK, Arrays.copyOf(derived, KEY));
    }

    static boolean begins(byte[] bytes) {
        return bytes.length >= MAGIC.length && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** Reads the head of a file; the passphrase has to be the right one. */
    static Seal of(byte[] head, Passphrase passphrase, String name) {
        ByteBuffer in = ByteBuffer.wrap(head).position(MAGIC.length);
        int iterations = in.getInt();
        byte[] salt = new byte[SALT];
        byte[] check = new byte[CHECK];
        in.get(salt).get(check);
        int chunk = in.getInt();
        boolean possible =
                iterations > 0 && iterations <= MOST_ITERATIONS && chunk > 0 && chunk <= MOST_CHUNK && begins(head);
        if (!possible) {
            throw BadInput.at(name, 0, "the head of a sealed file says what redkit never writes");
        }
        byte[] derived = derive(passphrase, salt, iterations);
        if (!Arrays.equals(check, 0, CHECK, derived, KEY, KEY + CHECK)) {
            throw new NotAllowed(
                    "the passphrase does not open " + name, "give the one that it was sealed with, or fetch it again");
        }
        return new Seal(head, chunk, Arrays.copyOf(derived, KEY));
    }

    private static byte[] derive(Passphrase passphrase, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(passphrase.characters(), salt, iterations, (KEY + CHECK) * BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has PBKDF2 with SHA-512", e);
        } finally {
            spec.clearPassword();
        }
    }

    byte[] head() {
        return head;
    }

    int chunk() {
        return chunk;
    }

    /** Seals or opens the next chunk; says how many bytes came out. */
    int next(int mode, byte[] in, int length, byte[] out, boolean last) throws GeneralSecurityException {
        byte[] nonce = new byte[12];
        ByteBuffer.wrap(nonce, 3, 9).putLong(number++).put((byte) (last ? 1 : 0));
        cipher.init(mode, key, new GCMParameterSpec(TAG * BITS, nonce));
        cipher.updateAAD(head);
        return cipher.doFinal(in, 0, length, out, 0);
    }
}
