package dev.redkit.rdb;

import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;

/**
 * Where a value ends: passes over it without looking into its strings.
 *
 * <pre>
 *   STRING                string
 *   LIST SET              length n, n * string
 *   ZSET                  length n, n * (string, u8 size, text)          size 253 nan, 254 inf, 255 -inf: no text
 *   ZSET_2                length n, n * (string, float64)
 *   HASH                  length n, n * (string, string)
 *   …_ZIPMAP _ZIPLIST _INTSET _LISTPACK   string
 *   LIST_QUICKLIST        length n, n * string(ziplist)
 *   LIST_QUICKLIST_2      length n, n * (length 1|2, string)             1: one item, 2: a listpack
 *   HASH_METADATA         i64 least, length n, n * (length ttl, string, string)
 *   HASH_METADATA_PRE_GA  the same without the least
 *   HASH_LISTPACK_EX      i64 least, string(listpack of threes)          _PRE_GA without the least
 *   HASH_2                length n, n * (string, string, i64)
 *   PATH_HASH             length n, n * (string, length m, m * (string, string))
 *   ARRAY                 length n, length flag, [length], n * (length, length tag, string | i64)
 *   HASH_TEMPLATE_…       see {@link #template}
 *   STREAM_…              see {@link #stream}
 * </pre>
 */
final class ValueFraming {
    private final Window in;
    private final Strings strings;
    private final Templates templates;
    private final Map<RdbType, Layout> layouts = new EnumMap<>(RdbType.class);

    private interface Layout {
        void skip() throws IOException;
    }

    ValueFraming(Window in, Strings strings, Templates templates) {
        this.in = in;
        this.strings = strings;
        this.templates = templates;
    }

    void skip(RdbType type) throws IOException {
        layouts.computeIfAbsent(type, this::layout).skip();
    }

    /** Looked up for each value and not switched over, for the reason given at {@link ValueDecoder#layout}. */
    private Layout layout(RdbType type) {
        return switch (type) {
            case STRING,
                    HASH_ZIPMAP,
                    LIST_ZIPLIST,
                    SET_INTSET,
                    ZSET_ZIPLIST,
                    HASH_ZIPLIST,
                    HASH_LISTPACK,
                    ZSET_LISTPACK,
                    SET_LISTPACK,
                    HASH_LISTPACK_EX_PRE_GA,
                    HASH_TEMPLATE_LISTPACK_REF -> strings::skip;
            case LIST, SET, LIST_QUICKLIST -> () -> strings(in.length());
            case HASH -> () -> pairs(in.length(), 0);
            case HASH_2 -> () -> pairs(in.length(), Long.BYTES);
            case ZSET -> () -> textScores(in.length());
            case ZSET_2 -> () -> scores(in.length());
            case LIST_QUICKLIST_2 -> () -> nodes(in.length());
            case MODULE_PRE_GA ->
                () -> {
                    throw preGa(in.offset());
                };
            case MODULE_2 ->
                () -> {
                    in.number();
                    Modules.skip(in, strings, false);
                };
            case STREAM_LISTPACKS -> () -> stream(1);
            case STREAM_LISTPACKS_2 -> () -> stream(2);
            case STREAM_LISTPACKS_3 -> () -> stream(3);
            case STREAM_LISTPACKS_4 -> () -> stream(4);
            case STREAM_LISTPACKS_5 -> () -> stream(5);
            case HASH_METADATA_PRE_GA -> () -> timedPairs(in.length());
            case HASH_METADATA ->
                () -> {
                    in.u64();
                    timedPairs(in.length());
                };
            case HASH_LISTPACK_EX ->
                () -> {
                    in.u64();
                    strings.skip();
                };
            case ARRAY -> this::array;
            case GCRA -> in::number;
            case HASH_TEMPLATE_LISTPACK, HASH_TEMPLATE_ARRAY, HASH_TEMPLATE_ARRAY_REF -> () -> template(type);
            case PATH_HASH -> () -> paths(in.length());
        };
    }

    static RdbFault preGa(long offset) {
        return RdbFault.unknown(
                offset, "a value in the module format of before Redis 4.0, which only its module can read,");
    }

    private void strings(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            strings.skip();
        }
    }

    private void pairs(long count, int behind) throws IOException {
        for (long i = 0; i < count; i++) {
            strings.skip();
            strings.skip();
            in.skip(behind);
        }
    }

    private void timedPairs(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            in.number();
            strings.skip();
            strings.skip();
        }
    }

    private void textScores(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            strings.skip();
            int size = in.u8();
            in.skip(size < 253 ? size : 0);
        }
    }

    private void scores(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            strings.skip();
            in.skip(Double.BYTES);
        }
    }

    private void nodes(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            in.number();
            strings.skip();
        }
    }

    private void array() throws IOException {
        long count = in.length();
        if (in.number() != 0) {
            in.number();
        }
        for (long i = 0; i < count; i++) {
            in.number();
            long start = in.offset();
            long tag = in.number();
            if (tag == 0 || tag == 3) {
                strings.skip();
            } else if (tag == 1 || tag == 2) {
                in.skip(Long.BYTES);
            } else {
                throw RdbFault.damaged(start, "an array's element has the tag " + Long.toUnsignedString(tag));
            }
        }
    }

    /**
     * Hashes with shared field names: {@code _LISTPACK} length 0, string(names), string(values); {@code _ARRAY} length 1,
     * length n, n names, n values; {@code _ARRAY_REF} length id, the template's number of values. What the first length
     * of the others would be is not known.
     */
    private void template(RdbType type) throws IOException {
        long start = in.offset();
        long first = in.number();
        if (type == RdbType.HASH_TEMPLATE_ARRAY_REF) {
            strings(templates.of(first, start).length);
        } else if (type == RdbType.HASH_TEMPLATE_LISTPACK) {
            templateForm(first, 0, start);
            strings(2);
        } else {
            templateForm(first, 1, start);
            long fields = in.length();
            strings(fields);
            strings(fields);
        }
    }

    static void templateForm(long form, int expected, long offset) {
        if (form != expected) {
            throw RdbFault.unknown(offset, "a hash with field names in the form " + Long.toUnsignedString(form));
        }
    }

    private void paths(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            strings.skip();
            pairs(in.length(), 0);
        }
    }

    /**
     * Streams, by the version of their layout:
     *
     * <pre>
     *   length n, n * (string(16: id), string(listpack)), length messages, last id
     *   2+: first id, greatest deleted id, length added                        id = number, number
     *   length groups, groups * (string, last id, [2+: number read], pending, consumers, [5+: length n, n * 16])
     *   pending   = length n, n * (16: id, i64, length)
     *   consumers = length n, n * (string, i64, [3+: i64], length m, m * 16)
     *   4+: length, length, length producers, producers * (string, length n, n * (string, number, number)), length, length
     * </pre>
     */
    private void stream(int version) throws IOException {
        strings(twice(in.length()));
        numbers(version < 2 ? 3 : 8);
        long groups = in.length();
        for (long i = 0; i < groups; i++) {
            strings.skip();
            numbers(version < 2 ? 2 : 3);
            group(version);
        }
        if (version >= 4) {
            producers();
        }
    }

    private void group(int version) throws IOException {
        long pending = in.length();
        for (long i = 0; i < pending; i++) {
            in.skip(StreamDecoder.ID + Long.BYTES);
            in.number();
        }
        long consumers = in.length();
        for (long i = 0; i < consumers; i++) {
            strings.skip();
            in.skip(version < 3 ? Long.BYTES : 2 * Long.BYTES);
            ids(in.length());
        }
        if (version >= 5) {
            ids(in.length());
        }
    }

    /** One by one where the product would run over, which the end of the data stops. */
    private void ids(long count) throws IOException {
        in.skip(count > Long.MAX_VALUE / StreamDecoder.ID ? Long.MAX_VALUE : count * StreamDecoder.ID);
    }

    private void producers() throws IOException {
        numbers(2);
        long producers = in.length();
        for (long i = 0; i < producers; i++) {
            strings.skip();
            long messages = in.length();
            for (long j = 0; j < messages; j++) {
                strings.skip();
                numbers(2);
            }
        }
        numbers(2);
    }

    private void numbers(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            in.number();
        }
    }

    private static long twice(long count) {
        return count > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : 2 * count;
    }
}
