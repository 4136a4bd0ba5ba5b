package dev.redkit.seal;

import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;

/** Seals what is written to it. The file is whole only once this is closed; the stream behind is closed with it. */
public final class SealedOutput extends OutputStream {
    private final OutputStream out;
    private final Seal seal;
    private final byte[] plain;
    private final byte[] sealed;
    private int filled;
    private boolean closed;

    public SealedOutput(OutputStream out, Passphrase passphrase) throws IOException {
        this(out, passphrase, Seal.ITERATIONS);
    }

    SealedOutput(OutputStream out, Passphrase passphrase, int iterations) throws IOException {
        this.out = out;
        this.seal = Seal.fresh(passphrase, iterations);
        this.plain = new byte[seal.chunk()];
        this.sealed = new byte[seal.chunk() + Seal.TAG];
        out.write(seal.head());
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int end = offset + length;
        while (at < end) {
            if (filled == plain.length) {
                put(false);
            }
            int taken = Math.min(end - at, plain.length - filled);
            System.arraycopy(bytes, at, plain, filled, taken);
            filled += taken;
            at += taken;
        }
    }

    private void put(boolean last) throws IOException {
        try {
            out.write(sealed, 0, seal.next(Cipher.ENCRYPT_MODE, plain, filled, sealed, last));
            filled = 0;
        } catch (GeneralSecurityException e) {
            throw new IOException("sealing failed: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            put(true);
            out.close();
        }
    }
}
