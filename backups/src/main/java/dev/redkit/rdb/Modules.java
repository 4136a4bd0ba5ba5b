package dev.redkit.rdb;

import java.io.IOException;

/**
 * Values and metadata of modules, which can be passed over without knowing the module.
 *
 * <pre>
 *   value  = length(module id) part* 0
 *   part   = 1 number(signed) | 2 number | 3 float32 | 4 float64 | 5 string
 *   id     = nine characters of six bits, ten bits of the encoding's version
 * </pre>
 */
final class Modules {
    static final int END = 0;
    static final int SIGNED = 1;
    static final int UNSIGNED = 2;
    static final int FLOAT = 3;
    static final int DOUBLE = 4;
    static final int STRING = 5;

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int NAME = 9;
    private static final int VERSION_BITS = 10;

    private Modules() {}

    static String name(long id) {
        char[] name = new char[NAME];
        for (int i = 0; i < NAME; i++) {
            name[i] = ALPHABET.charAt((int) (id >>> (VERSION_BITS + 6 * (NAME - 1 - i))) & 0x3f);
        }
        return new String(name);
    }

    static int version(long id) {
        return (int) id & ((1 << VERSION_BITS) - 1);
    }

    /** Passes over the parts up to and with the end mark. */
    static void skip(Window in, Strings strings, boolean checking) throws IOException {
        while (true) {
            long start = in.offset();
            long part = in.number();
            if (part == END) {
                return;
            }
            if (part == SIGNED || part == UNSIGNED) {
                in.number();
            } else if (part == FLOAT) {
                in.skip(Float.BYTES);
            } else if (part == DOUBLE) {
                in.skip(Double.BYTES);
            } else if (part != STRING) {
                throw RdbFault.damaged(start, "a module's data has a part of kind " + Long.toUnsignedString(part));
            } else if (checking) {
                strings.check();
            } else {
                strings.skip();
            }
        }
    }
}
