package dev.redkit.load;

import java.nio.charset.StandardCharsets;

/** The command words that the engine writes, as bytes. */
final class Words {
    static final byte[] ABSTTL = bytes("ABSTTL");
    static final byte[] APPEND = bytes("APPEND");
    static final byte[] BITFIELD = bytes("BITFIELD");
    static final byte[] FIELDS = bytes("FIELDS");
    static final byte[] GEOADD = bytes("GEOADD");
    static final byte[] HIMPORT = bytes("HIMPORT");
    static final byte[] HINCRBY = bytes("HINCRBY");
    static final byte[] HINCRBYFLOAT = bytes("HINCRBYFLOAT");
    static final byte[] HPEXPIRE = bytes("HPEXPIRE");
    static final byte[] HSET = bytes("HSET");
    static final byte[] INCRBY = bytes("INCRBY");
    static final byte[] INCRBYFLOAT = bytes("INCRBYFLOAT");
    static final byte[] JSON_SET = bytes("JSON.SET");
    static final byte[] ONE_BIT = bytes("u1");
    static final byte[] PEXPIRE = bytes("PEXPIRE");
    static final byte[] PEXPIREAT = bytes("PEXPIREAT");
    static final byte[] PFADD = bytes("PFADD");
    static final byte[] PREPARE = bytes("PREPARE");
    static final byte[] PUBLISH = bytes("PUBLISH");
    static final byte[] PX = bytes("PX");
    static final byte[] PXAT = bytes("PXAT");
    static final byte[] REPLACE = bytes("REPLACE");
    static final byte[] RESTORE = bytes("RESTORE");
    static final byte[] RPUSH = bytes("RPUSH");
    static final byte[] SADD = bytes("SADD");
    static final byte[] SET = bytes("SET");
    static final byte[] SPUBLISH = bytes("SPUBLISH");
    static final byte[] UNLINK = bytes("UNLINK");
    static final byte[] XADD = bytes("XADD");
    static final byte[] ZADD = bytes("ZADD");

    private Words() {}

    private static byte[] bytes(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
