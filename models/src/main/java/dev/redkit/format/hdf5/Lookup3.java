package dev.redkit.format.hdf5;

/** The checksum of HDF5's metadata: Bob Jenkins' lookup3, {@code hashlittle} from 0. */
final class Lookup3 {
    private static final int BLOCK = 12;

    private int a;
    private int b;
    private int c;

    private Lookup3(int length) {
        a = 0xdeadbeef + length;
        b = a;
        c = a;
    }

    static int of(byte[] bytes, int length) {
        Lookup3 state = new Lookup3(length);
        int at = 0;
        for (; length - at > BLOCK; at += BLOCK) {
            state.add(bytes, at, length);
            state.mix();
        }
        if (length > 0) {
            state.add(bytes, at, length);
            state.finish();
        }
        return state.c;
    }

    private void add(byte[] bytes, int at, int end) {
        a += word(bytes, at, end);
        b += word(bytes, at + 4, end);
        c += word(bytes, at + 8, end);
    }

    /** Four bytes, the first the lowest; beyond the end there are zeros. */
    private static int word(byte[] bytes, int at, int end) {
        int word = 0;
        for (int i = Math.min(at + 4, end) - 1; i >= at; i--) {
            word = (word << 8) | (bytes[i] & 0xff);
        }
        return word;
    }

    private void mix() {
        a = (a - c) ^ Integer.rotateLeft(c, 4);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 6);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 8);
        b += a;
        a = (a - c) ^ Integer.rotateLeft(c, 16);
        c += b;
        b = (b - a) ^ Integer.rotateLeft(a, 19);
        a += c;
        c = (c - b) ^ Integer.rotateLeft(b, 4);
        b += a;
    }

    private void finish() {
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        c = (c ^ b) - Integer.rotateLeft(b, 24);
    }
}
