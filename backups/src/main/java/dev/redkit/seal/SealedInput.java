package dev.redkit.seal;

import dev.redkit.failure.BadInput;
import dev.redkit.io.BlockStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/**
 * What was sealed, plain. No byte is given out before its chunk has proved to be what was written, in its place; a file
 * that was cut off between two chunks is noticed too.
 */
public final class SealedInput extends BlockStream {
    private final InputStream in;
    private final String name;
    private final Seal seal;
    private final byte[] sealed;
    private final byte[] plain;
    /** How much of the next chunk, and of one byte after it, lies in {@link #sealed}. */
    private int ahead;

    private int at;
    private int end;
    private boolean last;
    private long offset = Seal.HEAD;

    /**
     * Reads the head.
     *
     * @param name what to call it in messages
     */
    public SealedInput(InputStream in, Passphrase passphrase, String name) throws IOException {
        this.in = in;
        this.name = name;
        byte[] head = in.readNBytes(Seal.HEAD);
        if (head.length < Seal.HEAD) {
            throw BadInput.at(name, head.length, "a sealed file ends too early");
        }
        this.seal = Seal.of(head, passphrase, name);
        this.plain = new byte[seal.chunk()];
        this.sealed = new byte[seal.chunk() + Seal.TAG + 1];
    }

    /** Whether a file that begins like this is a sealed one. */
    public static boolean isSealed(byte[] head) {
        return Seal.begins(head);
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (at == end) {
            if (last) {
                return -1;
            }
            open();
        }
        int count = Math.min(length, end - at);
        System.arraycopy(plain, at, into, start, count);
        at += count;
        return count;
    }

    /** A chunk is the last one when nothing comes after it. */
    private void open() throws IOException {
        ahead += in.readNBytes(sealed, ahead, sealed.length - ahead);
        boolean ends = ahead < sealed.length;
        int length = ends ? ahead : ahead - 1;
        try {
            if (length < Seal.TAG) {
                throw BadInput.at(name, offset + length, "a sealed file ends too early");
            }
            end = seal.next(Cipher.DECRYPT_MODE, sealed, length, plain, ends);
        } catch (GeneralSecurityException e) {
            String what = ends
                    ? "the end of a sealed file is damaged or cut off"
                    : "a sealed file is damaged, or its parts are in another order";
            throw new BadInput(what + " at byte " + offset + " of " + name, null, e);
        }
        at = 0;
        offset += length;
        sealed[0] = sealed[sealed.length - 1];
        ahead = ends ? 0 : 1;
        last = ends;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
