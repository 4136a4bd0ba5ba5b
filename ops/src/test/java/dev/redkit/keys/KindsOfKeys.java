package dev.redkit.keys;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;

/** Keys of every type and encoding of a server; hash tables among them that are about to move to larger ones. */
final class KindsOfKeys {
    private static final String LATER = "4102444800123";

    /** Commands that a client may send as often as it likes, and that leave every value as it is. */
    private static final String READS = """
            GET text, GET number, STRLEN text, LRANGE list 0 -1, LINDEX list 500, LRANGE pressed 0 -1,
            LINDEX pressed 1500, LPOS list none, SMEMBERS ints, SISMEMBER table m1, SMEMBERS table,
            SRANDMEMBER table 50, SSCAN table 0 COUNT 100, HGETALL hash, HGETALL fields, HGET fields f1,
            HSCAN fields 0 COUNT 100, HRANDFIELD fields 20, HMGET fields f2 f3 f4, ZRANGE scores 0 -1,
            ZSCORE scores m7, ZRANGE ranks 0 -1, ZSCORE ranks m7, ZRANDMEMBER ranks 20, XRANGE log - +,
            XINFO STREAM log FULL, XPENDING log group, DUMP text, DUMP fields, MEMORY USAGE table SAMPLES 0,
            OBJECT FREQ text, TOUCH fields table
            """;

    private KindsOfKeys() {}

    static void write(TestServer server) {
        try (Wire wire = Wire.open(server.target())) {
            say(wire, "CONFIG SET list-compress-depth 1");
            say(wire, "SET number 12345");
            wire.demand("SET", "text", "{\"name\":\"Ada\",\"city\":\"London\"},".repeat(200));
            say(wire, "SET ends x PXAT " + LATER);
            say(wire, "PFADD counts a b c");
            say(wire, "SADD ints 1 2 3 70000");
            say(wire, "SADD few a b c");
            say(wire, "HSET hash a 1 b 2 c " + "long".repeat(10));
            say(wire, "ZADD scores 1 m1 -2.5 m7 inf m3");
            for (int i = 0; i < 1500; i++) {
                say(wire, "RPUSH list item:" + i);
                wire.demand("RPUSH", "pressed", "item:" + i + " ".repeat(40));
                wire.demand("HSET", "fields", "f" + i, "value " + "ab".repeat(20) + i);
                say(wire, "SADD table m" + i);
                say(wire, "ZADD ranks " + i / 7.0 + " m" + i);
            }
            for (int i = 1; i <= 300; i++) {
                say(wire, "XADD log " + i + "-1 field value:" + i);
            }
            say(wire, "XGROUP CREATE log group 0");
            say(wire, "XREADGROUP GROUP group ann COUNT 20 STREAMS log >");
            if (server.flavour() != Flavour.EMBEDDED) {
                say(wire, "HSET ending a 1 b 2");
                say(wire, "HPEXPIREAT ending " + LATER + " FIELDS 1 a");
            }
            if (server.flavour() == Flavour.REDIS8) {
                say(wire, "VADD vectors VALUES 3 1 2 3 one");
                say(wire, "VADD vectors VALUES 3 3 2 1 two");
            }
        }
    }

    /** Reads all of them, again and again. */
    static void read(TestServer server) {
        try (Wire wire = Wire.open(server.target())) {
            for (int i = 0; i < 100; i++) {
                // What a server does not know, or cannot say with its policy, reads nothing.
                for (String command : READS.strip().split(",\\s", -1)) {
                    wire.call(command.split(" ", -1));
                }
            }
        }
    }

    private static void say(Wire wire, String command) {
        wire.demand(command.split(" ", -1));
    }
}
