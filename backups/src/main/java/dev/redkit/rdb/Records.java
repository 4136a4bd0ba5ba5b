package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.redis.Flavour;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** The records of a file, up to the beginning of each value. What the last one said lies in the fields. */
final class Records {
    static final int MAGIC = 9;
    static final int NO_SLOT = -1;
    /** A remark longer than this is passed over. */
    private static final long LONGEST_AUX = 1 << 20;

    private static final byte[] CREATED = "ctime".getBytes(StandardCharsets.US_ASCII);

    private final Window in;
    private final Strings strings;
    private final Templates templates;
    RdbListener listener = new RdbListener() {};
    RdbFormat format;
    RdbReader.Checksum checksum = RdbReader.Checksum.NOT_REACHED;

    /** Reading began in the middle of the file, so that nobody knows the checksum. */
    boolean resumed;

    int db;
    int slot = NO_SLOT;
    /** Where the record of the key begins, with its attributes. */
    long recordAt;

    /** Null when there is no key. */
    RdbType type;

    byte[] key = Strings.EMPTY;
    long expireAt = Entry.NEVER;
    long idle = -1;
    int frequency = -1;
    long valueAt;

    Records(Window in, Strings strings, Templates templates) {
        this.in = in;
        this.strings = strings;
        this.templates = templates;
    }

    RdbFormat magic() throws IOException {
        if (!in.reach(MAGIC)) {
            throw in.end == 0 ? RdbFault.truncated(0) : notRdb();
        }
        String magic = new String(in.bytes, 0, MAGIC, StandardCharsets.ISO_8859_1);
        if (magic.startsWith("VKCS")) {
            throw RdbFault.unknown(0, "a file that Valkey 9.2 has compressed as a whole, which cannot be read yet,");
        }
        boolean valkey = magic.startsWith("VALKEY");
        String digits = magic.substring(valkey ? 6 : 5);
        if ((!valkey && !magic.startsWith("REDIS")) || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw notRdb();
        }
        RdbFormat found = new RdbFormat(valkey ? Flavour.VALKEY : Flavour.REDIS, Integer.parseInt(digits));
        if (!found.possible()) {
            throw RdbFault.damaged(0, "the magic number " + magic + ", which no server writes,");
        }
        in.at = MAGIC;
        format = found;
        return found;
    }

    private static RdbFault notRdb() {
        return RdbFault.damaged(0, "no RDB magic number (REDIS or VALKEY and a version)");
    }

    /**
     * The file, with the version that brought each thing:
     *
     * <pre>
     *   file     = magic record* 0xFF [u64 checksum]                            checksum: 5
     *   magic    = "REDIS" four digits | "VALKEY" three digits
     *   record   = 0xFA string string                                           AUX: 7
     *            | 0xFE length                                                  SELECTDB
     *            | 0xFB length length                                           RESIZEDB: 7
     *            | 0xF5 string                                                  FUNCTION: 10
     *            | 0xF7 length length length part* 0                            MODULE_AUX: 9
     *            | 0xF4 length length length                                    SLOT_INFO: 12
     *            | 0xF3 string length n, n * (length, length)                   SLOT_IMPORT: Valkey 80
     *            | 0xF2 length, length n, n * string                            HASH_TEMPLATE: Redis 15
     *            | 0xF2 command                                                 UPDATE: Valkey 81
     *            | attribute* type key value
     *   attribute= 0xFD i32 seconds | 0xFC i64 milliseconds                     expiry: 1, 3
     *            | 0xF8 length | 0xF9 u8                                        idle time, frequency: 9
     *            | 0xF3 length n, n * (u32, part*, 0)                           KEY_META: Redis 13
     *   key      = string
     * </pre>
     *
     * Records may come in any order; attributes belong to the next key.
     */
    boolean advance() throws IOException {
        forgetKey();
        recordAt = in.offset();
        while (true) {
            long start = in.offset();
            int code = in.u8();
            switch (code) {
                case Opcodes.EXPIRE_SECONDS -> expireAt = in.u32() * 1000L;
                case Opcodes.EXPIRE_MILLIS -> expireAt = in.u64();
                case Opcodes.IDLE -> idle = in.length();
                case Opcodes.FREQUENCY -> frequency = in.u8();
                case Opcodes.EOF -> {
                    end();
                    return false;
                }
                default -> {
                    Opcodes.demandOldEnough(code, format, start);
                    if (code < Opcodes.HASH_TEMPLATE) {
                        key(Opcodes.type(code, format, start));
                        return true;
                    }
                    beside(code, start);
                }
            }
        }
    }

    private void forgetKey() {
        type = null;
        expireAt = Entry.NEVER;
        idle = -1;
        frequency = -1;
    }

    private void key(RdbType found) throws IOException {
        key = strings.read();
        type = found;
        valueAt = in.offset();
    }

    /** A record that is no key, nor an attribute of one unless it is metadata. */
    private void beside(int code, long start) throws IOException {
        switch (code) {
            case Opcodes.AUX -> aux();
            case Opcodes.SELECT_DB -> select();
            case Opcodes.RESIZE_DB -> listener.sizes(in.length(), in.length());
            case Opcodes.FUNCTION -> listener.function(strings.read());
            case Opcodes.MODULE_AUX -> moduleAux();
            case Opcodes.SLOT_INFO -> slotInfo();
            case Opcodes.FUNCTION_PRE_GA ->
                throw RdbFault.unknown(start, "functions in the format of a Redis 7.0 release candidate");
            default -> ofFlavour(code, start);
        }
        if (code != Opcodes.KEY_META || format.valkey()) {
            recordAt = in.offset();
        }
    }

    private void ofFlavour(int code, long start) throws IOException {
        if (format.valkey()) {
            if (code == Opcodes.SLOT_IMPORT) {
                strings.skip();
                long ranges = in.length();
                for (long i = 0; i < ranges; i++) {
                    in.number();
                    in.number();
                }
            } else {
                InlineCommand.skip(in);
            }
            listener.other(code, start);
        } else if (code == Opcodes.KEY_META) {
            Opcodes.skipMetadata(in, strings);
        } else {
            templates.read(in, strings);
            listener.other(code, start);
        }
    }

    private void aux() throws IOException {
        if (strings.peekLength() > LONGEST_AUX) {
            strings.skip();
            strings.skip();
            return;
        }
        byte[] remark = strings.read();
        if (strings.peekLength() > LONGEST_AUX) {
            strings.skip();
        } else {
            byte[] value = strings.read();
            listener.aux(remark, value);
            if (Arrays.equals(remark, CREATED)) {
                String seconds = new String(value, StandardCharsets.US_ASCII);
                if (seconds.matches("\\d{1,15}")) {
                    listener.created(Long.parseLong(seconds));
                }
            }
        }
    }

    private void select() throws IOException {
        long start = in.offset();
        long number = in.length();
        if (number > Integer.MAX_VALUE) {
            throw RdbFault.damaged(start, "a database with the number " + number);
        }
        db = (int) number;
        slot = NO_SLOT;
        listener.database(db);
    }

    private void slotInfo() throws IOException {
        long start = in.offset();
        long number = in.length();
        if (number >= 1 << 14) {
            throw RdbFault.damaged(start, "a slot with the number " + number);
        }
        slot = (int) number;
        listener.slot(slot, in.length(), in.length());
    }

    private void moduleAux() throws IOException {
        in.need(MAGIC);
        int back = in.at;
        OutputStream out = listener.moduleAux(Modules.name(in.number()));
        in.at = back;
        out.write(Opcodes.MODULE_AUX);
        in.openTap(out);
        in.number();
        in.number();
        in.number();
        Modules.skip(in, strings, false);
        in.closeTap();
    }

    private void end() throws IOException {
        if (format.hasChecksum()) {
            long sum = in.checksum();
            long start = in.offset();
            long said = in.u64();
            if (resumed) {
                return;
            }
            if (said != 0 && said != sum) {
                throw RdbFault.damaged(
                        start,
                        String.format(
                                Locale.ROOT, "the checksum is %016x where the content gives %016x, found", said, sum));
            }
            checksum = said == 0 ? RdbReader.Checksum.DISABLED : RdbReader.Checksum.RIGHT;
        } else {
            checksum = RdbReader.Checksum.NONE;
        }
    }
}
