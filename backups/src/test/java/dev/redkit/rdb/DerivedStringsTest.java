package dev.redkit.rdb;

import static dev.redkit.rdb.ReferenceServer.bytes;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** HyperLogLogs, bitmaps and places: what commands of their own make of strings and sorted sets. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"rdbcompression no", "sanitize-dump-payload yes"})
final class DerivedStringsTest {
    private static final String KEY = "made there";

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
    void hyperLogLogsAreThoseOfTheServer() {
        for (int count : new int[] {1, 2, 10, 100, 500, 1000, 1200, 1300, 1400, 1500, 3000, 50_000}) {
            Random random = new Random(count);
            List<byte[]> elements = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                elements.add(bytes("x".repeat(random.nextInt(20)) + random.nextInt(2 * count)));
            }
            compare(elements);
        }
    }

    @Test
    void hyperLogLogsOfOtherSparseSizes() {
        for (int most : new int[] {0, 100, 1000, 6000}) {
            server.ask("CONFIG", "SET", "hll-sparse-max-bytes", most);
            payload = new DumpPayload(server.version, EncodingLimits.of(Map.of("hll-sparse-max-bytes", "" + most)));
            for (int count : new int[] {0, 1, 30, 400, 2500}) {
                List<byte[]> elements = new ArrayList<>();
                for (int i = 0; i < count; i++) {
                    elements.add(bytes("element " + i * 7));
                }
                compare(elements);
            }
        }
        server.ask("CONFIG", "SET", "hll-sparse-max-bytes", 3000);
    }

    private void compare(List<byte[]> elements) {
        server.ask("DEL", KEY);
        server.ask("PFADD", KEY, elements);
        HyperLogLogEncoder log = payload.hyperLogLog();
        elements.forEach(element -> log.element(element, 0, element.length));
        server.dumpsTheSame(KEY, payload);
    }

    @Test
    void bitmapsGrowToTheirGreatestBit() {
        Random random = new Random(2);
        for (int most : new int[] {1, 8, 9, 1000, 500_000}) {
            server.ask("DEL", KEY);
            BitmapEncoder bitmap = payload.bitmap();
            for (int i = 0; i < 200; i++) {
                int offset = random.nextInt(most);
                boolean set = random.nextInt(3) > 0;
                bitmap.bit(offset, set);
                server.ask("SETBIT", KEY, offset, set ? 1 : 0);
            }
            server.dumpsTheSame(KEY, payload);
        }
    }

    @Test
    void placesHaveTheScoresOfTheServer() {
        Random random = new Random(4);
        for (int count : new int[] {3, 100, 2000}) {
            server.ask("DEL", KEY);
            List<byte[]> arguments = new ArrayList<>();
            ZsetEncoder zset = payload.zset();
            for (int i = 0; i < count; i++) {
                double longitude = i == 0 ? -180 : i == 1 ? 180 : random.nextDouble() * 360 - 180;
                double latitude = i == 0 ? -85.05112878 : i == 1 ? 85.05112878 : random.nextDouble() * 170 - 85;
                byte[] member = bytes("place " + i);
                zset.member(member, 0, member.length, GeoScore.of(longitude, latitude));
                arguments.add(bytes("" + longitude));
                arguments.add(bytes("" + latitude));
                arguments.add(member);
            }
            server.ask("GEOADD", KEY, arguments);
            server.dumpsTheSame(KEY, payload);
        }
    }
}
