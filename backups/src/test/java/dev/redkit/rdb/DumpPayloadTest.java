package dev.redkit.rdb;

import static dev.redkit.rdb.ReferenceServer.bytes;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every kind of value around every limit, beside what a server makes of the same elements. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"rdbcompression no", "sanitize-dump-payload yes"})
final class DumpPayloadTest {
    private static final String KEY = "made there";
    private static final String NUMBERS = """
            0 1 -1 12 13 127 128 -128 -129 255 4095 4096 -4096 -4097 32767 32768 -32768 -32769 65535
            8388607 8388608 -8388608 -8388609 2147483647 2147483648 -2147483648 -2147483649
            9999999999 99999999999 -9999999999 9223372036854775807 -9223372036854775808
            1000000000000000000 9223372036854775799""";
    private static final String SCORES = """
            0 -0.0 1 -1 127 128 0.1 0.5 -0.25 0.3333333333333333 0.6666666666666666 1e15 1e16 1e17 1e18 4.7e18
            1e19 1e20 1e21 1e22 1e23 1e100 1e300 -1e300 1.7976931348623157e308 5e-324 2.2250738585072014e-308
            1e-4 1e-5 1.5e-5 1e-6 1e-7 1.25e-7 1e-10 1e-300 3.141592653589793 123456.789 1234567890123.25
            Infinity -Infinity 4611686018427387904 9223372036854775808 -4611686018427387904
            -9223372036854775808 9007199254740993 99.99 0.3 0.30000000000000004""";
    private static final String[] NO_NUMBERS = {
        "",
        "-",
        "-0",
        "+1",
        "007",
        "01",
        " 1",
        "1 ",
        "1.0",
        "1e3",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "18446744073709551615",
        "0x10",
        "a",
        "\0",
        "ÿ",
        "12a",
        "--1"
    };

    private ReferenceServer server;
    private DumpPayload payload;

    @BeforeEach
    void connect(TestServer running) {
        server = new ReferenceServer(running);
        payload = server.payload();
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    @Test
    void stringsOfEveryKind() {
        List<byte[]> values = oddities();
        for (int length : new int[] {10, 11, 12, 20, 21, 63, 64, 65, 16383, 16384, 100_000}) {
            values.add(sized(length));
        }
        for (byte[] value : values) {
            server.ask("SET", KEY, value);
            payload.string().append(value, 0, value.length);
            server.dumpsTheSame(KEY, payload);
        }
    }

    @Test
    void hashesAroundTheirLimits() {
        hash(pairs(oddities()), true);
        int entries = (int) server.limits.hashEntries();
        for (int fields : new int[] {1, 2, 8, 9, 10, entries - 1, entries, entries + 1, 5000}) {
            hash(numbered(2 * fields), fields <= entries);
        }
        int longest = (int) server.limits.hashValue();
        for (int length = longest - 1; length <= longest + 1; length++) {
            hash(List.of(sized(length), bytes("v")), length <= longest);
            hash(List.of(bytes("f"), sized(length)), length <= longest);
        }
    }

    @Test
    void laterFieldsWin() {
        List<byte[]> twice = new ArrayList<>(numbered(40));
        for (int i = 0; i < 40; i += 4) {
            twice.add(twice.get(i));
            twice.add(bytes("a longer one " + i));
            twice.add(twice.get(i));
            twice.add(bytes("" + i));
        }
        hash(twice, true);
    }

    private void hash(List<byte[]> pairs, boolean ordered) {
        server.ask("DEL", KEY);
        server.ask("HSET", KEY, pairs);
        HashEncoder hash = payload.hash();
        for (int i = 0; i < pairs.size(); i += 2) {
            byte[] field = pairs.get(i);
            byte[] value = pairs.get(i + 1);
            hash.field(field, 0, field.length, value, 0, value.length);
        }
        compare(ordered);
    }

    private void compare(boolean ordered) {
        if (ordered) {
            server.dumpsTheSame(KEY, payload);
        } else {
            server.holdsTheSame(KEY, payload);
        }
    }

    @Test
    void setsOfIntegersAroundTheirLimits() {
        set(numbers(), true);
        int entries = (int) server.limits.intsetEntries();
        for (int count : new int[] {1, 2, 100, entries - 1, entries, entries + 1}) {
            List<byte[]> members = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                members.add(bytes("" + (i * 7919 % 10007)));
            }
            set(members, count <= entries);
        }
        for (String number : NUMBERS.split("\\s+", -1)) {
            set(List.of(bytes("5"), bytes(number), bytes("-7")), true);
        }
    }

    @Test
    void setsAroundTheirLimits() {
        boolean packed = server.version.hasSevenTwo();
        set(oddities(), packed);
        int entries = (int) server.limits.setEntries();
        for (int count : new int[] {1, 2, 50, entries - 1, entries, entries + 1, 3000}) {
            set(numbered(count), packed && count <= entries);
        }
        int longest = (int) server.limits.setValue();
        for (int length = longest - 1; length <= longest + 1; length++) {
            set(List.of(bytes("30"), bytes("-4"), bytes("30"), sized(length), bytes("2")), packed && length <= longest);
        }
    }

    private void set(List<byte[]> members, boolean ordered) {
        server.ask("DEL", KEY);
        server.ask("SADD", KEY, members);
        SetEncoder set = payload.set();
        members.forEach(member -> set.member(member, 0, member.length));
        compare(ordered || members.size() == 1);
    }

    @Test
    void listsAroundTheirLimits() {
        list(oddities());
        Random random = new Random(5);
        for (int length : new int[] {0, 1, 7, 62, 63, 64, 65, 500, 4095, 4096, 8170, 8184, 8185, 8192, 8193, 20_000}) {
            for (int count : new int[] {1, 2, 3, 17}) {
                List<byte[]> items = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    items.add(i % 3 == 1 ? sized(random.nextInt(length + 1)) : sized(length));
                }
                list(items);
            }
        }
        for (int count : new int[] {100, 700, 800, 810, 820, 830, 900, 1000, 1020, 1024, 5000}) {
            list(numbered(count));
        }
    }

    @Test
    void listsOfOtherNodeSizes() {
        for (int size : new int[] {-1, -3, -5, 0, 1, 2, 128}) {
            server.ask("CONFIG", "SET", "list-max-listpack-size", size);
            try {
                payload =
                        new DumpPayload(server.version, EncodingLimits.of(Map.of("list-max-listpack-size", "" + size)));
                list(oddities());
                list(List.of(sized(3), sized(9000), sized(70_000), sized(5)));
                list(numbered(5000));
            } finally {
                server.ask("CONFIG", "SET", "list-max-listpack-size", -2);
            }
        }
    }

    private void list(List<byte[]> items) {
        server.ask("DEL", KEY);
        server.ask("RPUSH", KEY, items);
        ListEncoder list = payload.list();
        items.forEach(item -> list.item(item, 0, item.length));
        server.dumpsTheSame(KEY, payload);
    }

    @Test
    void sortedSetsAroundTheirLimits() {
        int entries = (int) server.limits.zsetEntries();
        for (int count : new int[] {1, 2, 50, entries - 1, entries, entries + 1, 3000}) {
            List<byte[]> members = numbered(count);
            double[] scores = new double[count];
            for (int i = 0; i < count; i++) {
                scores[i] = (i * 31 % 17) / 4.0;
            }
            zset(members, scores);
        }
        int longest = (int) server.limits.zsetValue();
        for (int length = longest - 1; length <= longest + 1; length++) {
            zset(List.of(bytes("x"), sized(length)), 2, 1);
        }
        zset(List.of(bytes("b"), bytes("a"), bytes("b"), bytes("c")), 5, 5, -1, 5);
    }

    @Test
    void scoresOfEveryKind() {
        Random random = new Random(11);
        double[] odd = Arrays.stream(SCORES.split("\\s+", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        zset(numbered(odd.length), odd);
        for (int round = 0; round < 100; round++) {
            double[] scores = new double[100];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = switch (i % 4) {
                    case 0 -> Double.longBitsToDouble(random.nextLong() & 0xbfff_ffff_ffff_ffffL);
                    case 1 -> random.nextInt(1_000_000) / 100.0;
                    case 2 -> random.nextDouble();
                    default -> random.nextGaussian() * Math.pow(10, random.nextInt(30) - 10);
                };
            }
            zset(numbered(scores.length), scores);
        }
    }

    private void zset(List<byte[]> members, double... scores) {
        server.ask("DEL", KEY);
        List<byte[]> arguments = new ArrayList<>();
        ZsetEncoder zset = payload.zset();
        for (int i = 0; i < scores.length; i++) {
            arguments.add(bytes(Double.toString(scores[i]).replace("Infinity", "inf")));
            arguments.add(members.get(i));
            zset.member(members.get(i), 0, members.get(i).length, scores[i]);
        }
        server.ask("ZADD", KEY, arguments);
        server.dumpsTheSame(KEY, payload);
    }

    private static List<byte[]> numbers() {
        List<byte[]> all = new ArrayList<>();
        for (String number : NUMBERS.split("\\s+", -1)) {
            all.add(bytes(number));
        }
        return all;
    }

    /** Numbers of every width, and what looks like a number and is none. */
    private static List<byte[]> oddities() {
        List<byte[]> all = numbers();
        for (String text : NO_NUMBERS) {
            all.add(bytes(text));
        }
        byte[] binary = new byte[60];
        new Random(3).nextBytes(binary);
        all.add(binary);
        return all;
    }

    private static List<byte[]> pairs(List<byte[]> elements) {
        List<byte[]> pairs = new ArrayList<>();
        for (int i = 0; i < elements.size(); i++) {
            pairs.add(elements.get(i));
            pairs.add(elements.get(elements.size() - 1 - i));
        }
        return pairs;
    }

    private static List<byte[]> numbered(int count) {
        List<byte[]> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            elements.add(bytes(i % 5 == 3 ? "" + i * 37 : "item " + i));
        }
        return elements;
    }

    private static byte[] sized(int length) {
        return "y".repeat(length).getBytes(StandardCharsets.US_ASCII);
    }
}
