package dev.redkit.rdb;

import java.io.IOException;

/** The bytes that begin a record and are no type of value. */
final class Opcodes {
    static final int EOF = 255;
    static final int SELECT_DB = 254;
    static final int EXPIRE_SECONDS = 253;
    static final int EXPIRE_MILLIS = 252;
    static final int RESIZE_DB = 251;
    static final int AUX = 250;
    static final int FREQUENCY = 249;
    static final int IDLE = 248;
    static final int MODULE_AUX = 247;
    static final int FUNCTION_PRE_GA = 246;
    static final int FUNCTION = 245;
    static final int SLOT_INFO = 244;
    /** Redis. */
    static final int KEY_META = 243;
    /** Valkey. */
    static final int SLOT_IMPORT = 243;
    /** Redis. */
    static final int HASH_TEMPLATE = 242;
    /** Valkey. */
    static final int UPDATE = 242;

    private Opcodes() {}

    /** What modules tied to the key that follows: {@code length n, n * (u32, parts, end)}. */
    static void skipMetadata(Window in, Strings strings) throws IOException {
        long classes = in.length();
        for (long i = 0; i < classes; i++) {
            in.skip(Integer.BYTES);
            Modules.skip(in, strings, false);
        }
    }

    /**
     * Files without a checksum know none of the later records. One that has them has a damaged version in its magic
     * number, and would pass without its checksum.
     */
    static void demandOldEnough(int code, RdbFormat format, long offset) {
        boolean later = code >= HASH_TEMPLATE ? code != SELECT_DB : code > RdbType.HASH_ZIPLIST.id();
        if (!format.hasChecksum() && later) {
            throw RdbFault.damaged(
                    offset, "record " + code + ", which no file of version " + format.version() + " has,");
        }
    }

    static RdbType type(int code, RdbFormat format, long offset) {
        return RdbType.of(code, format).orElseThrow(() -> unknown(code, format, offset));
    }

    /** In a file of a version that is known, such a byte is damage, or the private thing of a fork. */
    private static RdbFault unknown(int code, RdbFormat format, long offset) {
        String what = (code >= HASH_TEMPLATE ? "unknown opcode " : "unknown type ") + code + " (" + format + ")";
        return format.newerThanKnown() ? RdbFault.unknown(offset, what) : RdbFault.damaged(offset, what);
    }
}
