package dev.redkit.aof;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which words of a command are keys, where no server can be asked: for all commands that write, of Redis up to 8 and
 * Valkey up to 9, and so for all that can stand in an append-only file. Of a command that is not among them (of a module)
 * the first argument is taken for the key, as it nearly always is.
 */
public final class CommandKeys {
    private static final Map<String, Rule> RULES = new HashMap<>();
    private static final int[] NONE = {};

    /** Where keys stand; the name of the command is word 0. */
    private enum Rule {
        NOWHERE,
        FIRST,
        FIRST_TWO,
        ALL,
        /** Keys and values in turn. */
        PAIRS,
        TRIPLES,
        /** All but the first argument. */
        REST,
        SECOND,
        /** All but the last argument. */
        ALL_BUT_LAST,
        /** How many, then the keys. */
        COUNTED,
        /** How many, then keys and values in turn. */
        COUNTED_PAIRS,
        /** One argument, then how many, then the keys. */
        COUNTED_SECOND,
        /** A key, then how many, then the keys. */
        KEY_AND_COUNTED,
        /** The first, and the one after STORE or STOREDIST. */
        STORE,
        /** The first half of what follows STREAMS. */
        STREAMS,
        /** The third argument, and all after KEYS. */
        MIGRATE
    }

    static {
        put(
                Rule.NOWHERE,
                "SELECT MULTI EXEC DISCARD FLUSHALL FLUSHDB SWAPDB FUNCTION SCRIPT PUBLISH SPUBLISH PING WATCH UNWATCH"
                        + " REPLCONF CLUSTER");
        put(
                Rule.FIRST,
                "SET SETNX SETEX PSETEX GETSET GETDEL GETEX APPEND SETRANGE SETBIT BITFIELD INCR DECR INCRBY DECRBY"
                        + " INCRBYFLOAT DELEX DELIFEQ DIGEST HSET HSETNX HMSET HDEL HINCRBY HINCRBYFLOAT HEXPIRE HPEXPIRE"
                        + " HEXPIREAT HPEXPIREAT HPERSIST HGETEX HGETDEL HSETEX LPUSH RPUSH LPUSHX RPUSHX LPOP RPOP LSET"
                        + " LREM LTRIM LINSERT SADD SREM SPOP ZADD ZREM ZINCRBY ZPOPMIN ZPOPMAX ZREMRANGEBYSCORE"
                        + " ZREMRANGEBYRANK ZREMRANGEBYLEX XADD XDEL XTRIM XACK XSETID XCLAIM XAUTOCLAIM XACKDEL XDELEX"
                        + " XCFGSET PFADD GEOADD EXPIRE PEXPIRE EXPIREAT PEXPIREAT PERSIST MOVE RESTORE RESTORE-ASKING"
                        + " VADD VREM VSETATTR JSON.SET JSON.DEL JSON.MERGE TS.ADD TS.CREATE BF.ADD BF.MADD CF.ADD");
        put(Rule.FIRST_TWO, "RENAME RENAMENX COPY SMOVE LMOVE BLMOVE RPOPLPUSH BRPOPLPUSH ZRANGESTORE GEOSEARCHSTORE");
        put(Rule.ALL, "DEL UNLINK SINTERSTORE SUNIONSTORE SDIFFSTORE PFMERGE");
        put(Rule.PAIRS, "MSET MSETNX");
        put(Rule.TRIPLES, "JSON.MSET TS.MADD");
        put(Rule.REST, "BITOP");
        put(Rule.SECOND, "XGROUP PFDEBUG");
        put(Rule.ALL_BUT_LAST, "BLPOP BRPOP BZPOPMIN BZPOPMAX");
        put(Rule.COUNTED, "LMPOP ZMPOP");
        put(Rule.COUNTED_PAIRS, "MSETEX");
        put(Rule.COUNTED_SECOND, "BLMPOP BZMPOP EVAL EVALSHA FCALL");
        put(Rule.KEY_AND_COUNTED, "ZUNIONSTORE ZINTERSTORE ZDIFFSTORE");
        put(Rule.STORE, "SORT GEORADIUS GEORADIUSBYMEMBER");
        put(Rule.STREAMS, "XREADGROUP");
        put(Rule.MIGRATE, "MIGRATE");
    }

    private static void put(Rule rule, String names) {
        for (String name : names.split(" ", -1)) {
            RULES.put(name, rule);
        }
    }

    private CommandKeys() {}

    /** Whether the command is one whose keys are known, and not only guessed. */
    public static boolean knows(String upperName) {
        return RULES.containsKey(upperName);
    }

    /**
     * The numbers of the words that are keys, in their order. A word that is null is not looked at.
     *
     * @param words the command, its name first
     */
    public static int[] of(String upperName, byte[][] words) {
        Rule rule = RULES.getOrDefault(upperName, Rule.FIRST);
        int count = words.length;
        return switch (rule) {
            case NOWHERE -> NONE;
            case FIRST -> every(1, Math.min(2, count), 1);
            case FIRST_TWO -> every(1, Math.min(3, count), 1);
            case ALL -> every(1, count, 1);
            case PAIRS -> every(1, count, 2);
            case TRIPLES -> every(1, count, 3);
            case REST -> every(2, count, 1);
            case SECOND -> every(2, Math.min(3, count), 1);
            case ALL_BUT_LAST -> every(1, count - 1, 1);
            case COUNTED -> every(2, end(words, 1, 1), 1);
            case COUNTED_PAIRS -> every(2, end(words, 1, 2), 2);
            case COUNTED_SECOND -> every(3, end(words, 2, 1), 1);
            case KEY_AND_COUNTED -> with(1, every(3, end(words, 2, 1), 1));
            case STORE -> stored(words);
            case STREAMS -> streams(words);
            case MIGRATE -> migrated(words);
        };
    }

    private static int[] every(int first, int end, int step) {
        if (end <= first) {
            return NONE;
        }
        int[] places = new int[(end - first + step - 1) / step];
        for (int i = 0; i < places.length; i++) {
            places[i] = first + i * step;
        }
        return places;
    }

    /** Where counted keys end: as many as the word at that place says, as far as there are any. */
    private static int end(byte[][] words, int countAt, int step) {
        if (countAt >= words.length || words[countAt] == null || words[countAt].length > 8) {
            return 0;
        }
        long count = 0;
        for (byte digit : words[countAt]) {
            if (digit < '0' || digit > '9') {
                return 0;
            }
            count = 10 * count + digit - '0';
        }
        return (int) Math.min(words.length, countAt + 1 + count * step);
    }

    private static int[] with(int first, int[] others) {
        int[] all = new int[others.length + 1];
        all[0] = first;
        System.arraycopy(others, 0, all, 1, others.length);
        return all;
    }

    private static int[] stored(byte[][] words) {
        for (int i = 2; i + 1 < words.length; i++) {
            if (is(words[i], "STORE") || is(words[i], "STOREDIST")) {
                return new int[] {1, i + 1};
            }
        }
        return every(1, Math.min(2, words.length), 1);
    }

    private static int[] streams(byte[][] words) {
        for (int i = 1; i < words.length; i++) {
            if (is(words[i], "STREAMS")) {
                return every(i + 1, i + 1 + (words.length - i - 1) / 2, 1);
            }
        }
        return NONE;
    }

    private static int[] migrated(byte[][] words) {
        List<Integer> places = new ArrayList<>();
        if (words.length > 3 && words[3] != null && words[3].length > 0) {
            places.add(3);
        }
        for (int i = 6; i < words.length; i++) {
            if (is(words[i], "KEYS")) {
                return every(i + 1, words.length, 1);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean is(byte[] word, String expected) {
        return word != null
                && word.length == expected.length()
                && new String(word, StandardCharsets.ISO_8859_1)
                        .toUpperCase(Locale.ROOT)
                        .equals(expected);
    }
}
