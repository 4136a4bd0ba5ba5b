package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Lanes;
import dev.redkit.mapping.Expiry;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import dev.redkit.pipe.Pipe;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever way records go into Redis, the same is there in the end, to the last byte. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "dbfilename loaded.rdb")
final class SameEverywhereTest {
    private static final int RECORDS = 3000;

    private final TestServer server;
    private final TestCluster cluster;

    @TempDir
    private Path directory;

    SameEverywhereTest(TestServer server, TestCluster cluster) {
        this.server = server;
        this.cluster = cluster;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        cluster.masters().forEach(master -> master.ask("FLUSHALL"));
    }

    /** What a record of {@link #records} becomes. */
    enum Becomes {
        STRING(MappingSpec.builder(Structure.STRING, "s:{id}").part(Part.VALUE, "name")),
        NUMBER(MappingSpec.builder(Structure.STRING, "n:{id}").part(Part.VALUE, "points")),
        DOCUMENT(MappingSpec.builder(Structure.STRING, "d:{id}")),
        LIST(MappingSpec.builder(Structure.LIST, "l:{city}").part(Part.VALUE, "name")),
        SET(MappingSpec.builder(Structure.SET, "s:{city}").part(Part.MEMBER, "{name}")),
        NUMBERS(MappingSpec.builder(Structure.SET, "i:{city}").part(Part.MEMBER, "{id}")),
        ZSET(MappingSpec.builder(Structure.ZSET, "z:{city}")
                .part(Part.MEMBER, "{name}")
                .part(Part.SCORE, "score")),
        HASH(MappingSpec.builder(Structure.HASH, "h:{id}")),
        EXPIRING(MappingSpec.builder(Structure.HASH, "e:{id}").expiry(Expiry.ttl(3_600_000))),
        WIDE(MappingSpec.builder(Structure.HASH, "w:{city}")),
        STREAM(MappingSpec.builder(Structure.STREAM, "x:{city}").part(Part.ID, "{id}-1")),
        GEO(MappingSpec.builder(Structure.GEO, "g:{city}")
                .part(Part.LON, "lon")
                .part(Part.LAT, "lat")
                .part(Part.MEMBER, "{id}")),
        BITMAP(MappingSpec.builder(Structure.BITMAP, "b:{city}").part(Part.OFFSET, "id")),
        HLL(MappingSpec.builder(Structure.HLL, "p:{city}").part(Part.ELEMENT, "{name}")),
        COUNTER(MappingSpec.builder(Structure.COUNTER, "c:{city}").part(Part.AMOUNT, "points")),
        COUNTERS(MappingSpec.builder(Structure.COUNTER, "f:{city}")
                .part(Part.FIELD, "{name}")
                .part(Part.AMOUNT, "points"));

        private final MappingSpec spec;

        Becomes(MappingSpec.Builder spec) {
            this.spec = spec.build();
        }
    }

    @ParameterizedTest
    @EnumSource
    void sameDigestWhateverWay(Becomes structure) throws IOException {
        String commands = intoServer(structure, Mode.UPSERT, LaneChoice.COMMANDS);
        assertThat(commands).as("commands").isNotEqualTo("0".repeat(40));
        assertThat(intoServer(structure, Mode.REPLACE, LaneChoice.RESTORE))
                .as("restore")
                .isEqualTo(commands);
        assertThat(throughRdb(structure)).as("an RDB file").isEqualTo(commands);
        assertThat(throughPipe(structure)).as("piped commands").isEqualTo(commands);
        assertThat(intoCluster(structure, Mode.REPLACE)).as("cluster, restore").isEqualTo(commands);
        cluster.masters().forEach(master -> master.ask("FLUSHALL"));
        assertThat(intoCluster(structure, Mode.UPSERT)).as("cluster, commands").isEqualTo(commands);
    }

    private static Loading load(Becomes structure) {
        return Loading.of(structure.spec).input("records.csv", records());
    }

    private String intoServer(Becomes structure, Mode mode, LaneChoice lane) {
        server.ask("FLUSHALL");
        Loading loading = load(structure).mode(mode).lane(lane);
        assertThat(loading.into(server.target())).isEqualTo(new Account.Figures(RECORDS, RECORDS, 0, 0, 0));
        return digest(server);
    }

    private String throughRdb(Becomes structure) throws IOException {
        server.ask("FLUSHALL");
        byte[] rdb = load(structure).file("x.rdb", WriteVersion.REDIS_7_0, directory);
        Files.write(server.directory().resolve("loaded.rdb"), rdb);
        server.ask("DEBUG", "RELOAD", "NOSAVE");
        return digest(server);
    }

    private String throughPipe(Becomes structure) throws IOException {
        server.ask("FLUSHALL");
        byte[] resp = load(structure).file("x.resp", WriteVersion.REDIS_7_0, directory);
        try (Redis redis = Redis.open(server.target());
                Lanes lanes = new Lanes(redis.router(), LaneLimits.DEFAULT, Duration.ofSeconds(20))) {
            new Pipe(
                            lanes,
                            (where, why, command) -> {
                                throw new AssertionError(where + why);
                            },
                            Long.MAX_VALUE)
                    .run(new ByteArrayInputStream(resp), "x.resp", false, new Progress());
        }
        return digest(server);
    }

    private String intoCluster(Becomes structure, Mode mode) {
        assertThat(load(structure).mode(mode).into(cluster.target()))
                .isEqualTo(new Account.Figures(RECORDS, RECORDS, 0, 0, 0));
        BigInteger digest = BigInteger.ZERO;
        for (TestServer master : cluster.masters()) {
            digest = digest.xor(new BigInteger(digest(master), 16));
        }
        return String.format("%040x", digest);
    }

    private static String digest(TestServer server) {
        return server.ask("DEBUG", "DIGEST").text();
    }

    private static String records() {
        Random random = new Random(3);
        StringBuilder text = new StringBuilder("id,city,name,points,score,lon,lat\n");
        for (int id = 1; id <= RECORDS; id++) {
            // Few records of some cities, many of others: each form of a value that a server knows.
            int city = (int) Math.pow(random.nextInt(40), random.nextInt(3));
            String name = "n".repeat(random.nextInt(90) / 80 * 70) + random.nextInt(900);
            text.append(id).append(",c").append(city).append(',').append(name).append(',');
            text.append(random.nextInt(2000) - 1000).append(',').append(random.nextInt(1_000_000) / 64.0);
            text.append(',').append(random.nextInt(36000) / 100.0 - 180);
            text.append(',').append(random.nextInt(17000) / 100.0 - 85).append('\n');
        }
        return text.toString();
    }
}
