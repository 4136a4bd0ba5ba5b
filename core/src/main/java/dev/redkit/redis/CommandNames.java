package dev.redkit.redis;

/** Command names are ASCII and equal in any case. */
final class CommandNames {
    private CommandNames() {}

    static byte lower(byte letter) {
        return letter >= 'A' && letter <= 'Z' ? (byte) (letter | 0x20) : letter;
    }

    static int hash(byte[] bytes, int offset, int length) {
        int hash = length;
        for (int i = 0; i < length; i++) {
            hash = 31 * hash + lower(bytes[offset + i]);
        }
        return hash ^ (hash >>> 15);
    }

    static boolean same(byte[] name, byte[] bytes, int offset, int length) {
        if (name.length != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (lower(name[i]) != lower(bytes[offset + i])) {
                return false;
            }
        }
        return true;
    }
}
