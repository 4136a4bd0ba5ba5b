package dev.redkit.rdb;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Keys of every type and encoding that a server has. */
public final class SampleKeys {
    private static final String LATER = "4102444800123";

    private final Wire wire;
    private final Random random = new Random(42);

    private SampleKeys(Wire wire) {
        this.wire = wire;
    }

    public static void write(TestServer server) {
        try (Wire wire = Wire.open(server.target())) {
            SampleKeys keys = new SampleKeys(wire);
            keys.strings();
            keys.lists();
            keys.sets();
            keys.hashes();
            keys.sortedSets();
            keys.streams();
            if (server.flavour() != Flavour.EMBEDDED) {
                keys.fieldsThatExpire();
            }
            if (server.flavour() == Flavour.REDIS8) {
                keys.vectors();
            }
            wire.demand("SELECT", "7");
            wire.demand("SET", "elsewhere", "7");
            wire.demand("SELECT", "0");
        }
    }

    private void strings() {
        wire.demand("SET", "s:empty", "");
        for (String number : new String[] {"0", "-1", "127", "128", "-32768", "32768", "2147483647", "-2147483649"}) {
            wire.demand("SET", "s:" + number, number, "PXAT", LATER);
        }
        for (int length : new int[] {1, 63, 64, 16383, 16384, 70_000, 700_000}) {
            wire.demand("SET", "s:noise" + length, text(length));
            wire.demand("SET", "s:same" + length, "ab".repeat(length / 2));
        }
        wire.demand("SET", "s:bits", "x");
        wire.demand("SETBIT", "s:bits", "9000", "1");
        wire.demand("PFADD", "s:hll", "a", "b", "c");
    }

    private void lists() {
        wire.demand("CONFIG", "SET", "list-compress-depth", "1");
        for (int i = 0; i < 3000; i++) {
            wire.demand("RPUSH", "l:compressed", "item " + i + " ".repeat(20));
        }
        push("l:small", 5, 8);
        push("l:many", 3000, 30);
        wire.demand("RPUSH", "l:big", text(20_000), "x", text(9000), "1", "-70000", "9007199254740993");
    }

    private void push(String key, int count, int length) {
        for (int i = 0; i < count; i++) {
            wire.demand("RPUSH", key, i % 3 == 0 ? Integer.toString(random.nextInt()) : text(length));
        }
    }

    private void sets() {
        for (long scale : new long[] {1, 1000, 1L << 40}) {
            for (int i = -20; i < 20; i++) {
                wire.demand("SADD", "set:int" + scale, Long.toString(i * scale));
            }
        }
        wire.demand("SADD", "set:small", "a", "b", "3");
        for (int i = 0; i < 1500; i++) {
            wire.demand("SADD", "set:large", text(12));
        }
    }

    private void hashes() {
        wire.demand(
                "HSET", "h:small", "a", "1", "b", "", "c", text(60), "d", "-4000", "e", "70000", "f", "99999999999");
        wire.demand("HSET", "h:long", "a", text(3000), "b", "x".repeat(5000));
        for (int i = 0; i < 1500; i++) {
            wire.demand("HSET", "h:large", "field" + i, text(20));
        }
    }

    private void sortedSets() {
        wire.demand(
                "ZADD", "z:small", "1", "a", "-inf", "b", "inf", "c", "2.5", "d", "-0.1", "e", "1e300", "f", "1", "g");
        wire.demand("ZADD", "z:exact", "0.30000000000000004", "a", "1.7976931348623157e308", "b", "5e-324", "c");
        for (int i = 0; i < 1500; i++) {
            wire.demand("ZADD", "z:large", Double.toString(random.nextGaussian()), text(10));
        }
    }

    private void streams() {
        wire.demand("XGROUP", "CREATE", "x:empty", "g", "$", "MKSTREAM");
        for (int i = 1; i <= 400; i++) {
            String[] command = i % 7 == 0
                    ? new String[] {"XADD", "x:many", i + "-" + i, "other", text(300)}
                    : new String[] {"XADD", "x:many", i + "-" + i, "a", Integer.toString(i), "b", text(20)};
            wire.demand(command);
        }
        for (int i = 5; i < 400; i += 9) {
            wire.demand("XDEL", "x:many", i + "-" + i);
        }
        // Where a listpack's lengths from behind take another byte.
        for (int length : new int[] {120, 4085, 16_372}) {
            for (int i = 0; i < 12; i++) {
                wire.demand("XADD", "x:edges", (length + i) + "-1", "f", text(length + i));
            }
        }
        wire.demand("XADD", "x:edges", "20000-1", "f", text(2_097_145), "g", text(2_097_146), "h", text(2_097_147));
        wire.demand("XGROUP", "CREATE", "x:many", "first", "0");
        wire.demand("XGROUP", "CREATE", "x:many", "second", "100-100");
        for (String consumer : new String[] {"ann", "bob", "ann", "eve"}) {
            wire.demand("XREADGROUP", "GROUP", "first", consumer, "COUNT", "20", "STREAMS", "x:many", ">");
        }
        wire.demand("XACK", "x:many", "first", "3-3", "30-30");
        wire.demand("XGROUP", "CREATECONSUMER", "x:many", "second", "idle");
    }

    private void fieldsThatExpire() {
        wire.demand("HSET", "t:small", "a", "1", "b", "2", "c", "3");
        wire.demand("HPEXPIREAT", "t:small", LATER, "FIELDS", "2", "a", "c");
        for (int i = 0; i < 600; i++) {
            wire.demand("HSET", "t:large", "field" + i, text(5));
        }
        List<String> command = new ArrayList<>(List.of("HPEXPIREAT", "t:large", LATER, "FIELDS", "100"));
        for (int i = 0; i < 100; i++) {
            command.add("field" + 3 * i);
        }
        wire.demand(command.toArray(String[]::new));
        wire.demand("HPEXPIREAT", "t:large", "4102444900000", "FIELDS", "1", "field1");
    }

    private void vectors() {
        for (int i = 0; i < 40; i++) {
            String[] number = {Integer.toString(i + 1), Integer.toString(40 - i), "0.5", "-3"};
            for (String how : new String[] {"NOQUANT", "Q8", "BIN"}) {
                wire.demand(
                        "VADD", "v:" + how, "VALUES", "4", number[0], number[1], number[2], number[3], "e" + i, how);
            }
        }
        wire.demand("VADD", "v:less", "REDUCE", "2", "VALUES", "4", "1", "2", "3", "4", "e", "NOQUANT");
        wire.demand("VSETATTR", "v:Q8", "e3", "{\"year\":1}");
    }

    private String text(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt(90)));
        }
        return text.toString();
    }
}
