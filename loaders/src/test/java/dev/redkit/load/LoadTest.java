package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.grouping.OnDuplicate;
import dev.redkit.io.Progress;
import dev.redkit.mapping.Expiry;
import dev.redkit.mapping.Layout;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;
import dev.redkit.source.Dataset;
import dev.redkit.source.Datasets;
import dev.redkit.source.Formats;
import dev.redkit.source.SourceOptions;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a load leaves on a server, and what it says of it. */
@RedisServer
final class LoadTest {
    private final TestServer server;
    private final TestCluster cluster;

    @TempDir
    private Path directory;

    LoadTest(TestServer server, TestCluster cluster) {
        this.server = server;
        this.cluster = cluster;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        server.ask("CONFIG", "RESETSTAT");
        cluster.masters().forEach(master -> master.ask("FLUSHALL"));
    }

    private static Account.Figures figures(long read, long written, long skipped, long rejected) {
        return new Account.Figures(read, written, skipped, rejected, 0);
    }

    private static MappingSpec.Builder hash() {
        return MappingSpec.builder(Structure.HASH, "h:{id}");
    }

    private static MappingSpec.Builder list() {
        return MappingSpec.builder(Structure.LIST, "l:{k}").part(Part.VALUE, "v");
    }

    private static MappingSpec.Builder set() {
        return MappingSpec.builder(Structure.SET, "s:{k}").part(Part.VALUE, "v");
    }

    private List<String> list(String... command) {
        return server.ask(command).items().stream().map(Reply::text).toList();
    }

    private long calls(String command) {
        String stats = server.ask("INFO", "commandstats").text();
        return stats.lines()
                .filter(line -> line.startsWith("cmdstat_" + command + ":"))
                .map(line -> line.replaceFirst(".*:calls=(\\d+).*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    /** {@code k,v} and so many records of a few keys, in runs. */
    private static String runs(int records, int run) {
        return "k,v\n"
                + IntStream.range(0, records)
                        .mapToObj(i -> i / run + "," + i + "\n")
                        .collect(Collectors.joining());
    }

    @Test
    void neighboursOfOneKeyShareACommandWithinBounds() {
        Loading.of(set()).input("a.csv", runs(10_000, 10_000)).into(server.target());
        assertThat(calls("sadd")).isEqualTo(10);
        assertThat(server.ask("SCARD", "s:0").number()).isEqualTo(10_000);
    }

    /** A transaction may be cut off between two records only, and the marker counts records. */
    @Test
    void recordsThatMayNotBeDoubledGoOneByOne() {
        Loading loading = Loading.of(list()).input("a.csv", runs(1000, 100));
        assertThat(loading.into(server.target())).isEqualTo(figures(1000, 1000, 0, 0));
        assertThat(calls("rpush")).isEqualTo(1000);
        assertThat(list("LRANGE", "l:3", "0", "2")).containsExactly("300", "301", "302");
        assertThat(list("KEYS", "redkit:*")).as("no marker stays behind").isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"UPSERT,2,1", "REPLACE,1,0", "INSERT,1,1", "APPEND,2,1"})
    void modesTreatAKeyThatIsThereAsTheySay(Mode mode, int fields, int old) {
        server.ask("HSET", "h:1", "old", "1");
        Account.Figures account = Loading.of(hash().drop(List.of("v")))
                .input("a.csv", "id,v\n1,x\n")
                .mode(mode)
                .into(server.target());
        assertThat(account).isEqualTo(mode == Mode.INSERT ? figures(1, 0, 1, 0) : figures(1, 1, 0, 0));
        assertThat(server.ask("HLEN", "h:1").number()).isEqualTo(fields);
        assertThat(server.ask("HEXISTS", "h:1", "old").number()).isEqualTo(old);
    }

    @ParameterizedTest
    @EnumSource
    void textIsAppendedOnlyWhenAskedFor(Mode mode) {
        server.ask("SET", "t:1", "old", "EX", "1000");
        MappingSpec.Builder text =
                MappingSpec.builder(Structure.STRING, "t:{id}").part(Part.VALUE, "v");
        Loading.of(text).input("a.csv", "id,v\n1,x\n").mode(mode).into(server.target());
        String expected = switch (mode) {
            case APPEND -> "oldx";
            case INSERT -> "old";
            default -> "x";
        };
        assertThat(server.ask("GET", "t:1").text()).isEqualTo(expected);
        boolean forGood = mode == Mode.UPSERT || mode == Mode.REPLACE;
        assertThat(server.ask("TTL", "t:1").number() < 0).isEqualTo(forGood);
    }

    @ParameterizedTest
    @CsvSource({"UPSERT,HASH", "REPLACE,HASH", "UPSERT,SET", "REPLACE,SET", "UPSERT,STRING", "INSERT,STRING"})
    void keysExpireAsTheRecordSays(Mode mode, Structure structure) {
        MappingSpec.Builder spec = MappingSpec.builder(structure, "k:{id}").expiry(new Expiry(0, "until", 0));
        if (structure != Structure.HASH) {
            spec.part(Part.VALUE, "v");
        }
        Account.Figures account = Loading.of(spec)
                .input("a.csv", "id,v,until\n1,x,2100-01-01T00:00:00Z\n2,y,2100-01-01T00:00:01Z\n")
                .mode(mode)
                .into(server.target());
        assertThat(account).isEqualTo(figures(2, 2, 0, 0));
        assertThat(server.ask("EXPIRETIME", "k:1").number()).isEqualTo(4102444800L);
        assertThat(server.ask("EXPIRETIME", "k:2").number()).isEqualTo(4102444801L);
    }

    @Test
    void oneKeyOfTheWrongTypeCostsItsRecordsOnly() {
        server.ask("SET", "s:7", "text");
        Loading loading = Loading.of(set()).input("a.csv", runs(1000, 10));
        assertThat(loading.into(server.target())).isEqualTo(figures(1000, 990, 0, 10));
        assertThat(loading.reasons()).hasSize(10).first().asString().startsWith("a.csv:72: WRONGTYPE");
    }

    @Test
    void aRecordOfManyKeysIsCountedOnce() {
        MappingSpec.Builder both = hash().also(Layout.parse("set:tag:{v}={id}")).also(Layout.parse("string:s:{id}=v"));
        String text = "id,v\n1,a\n2,b\n3,a\n";
        Loading first = Loading.of(both).input("a.csv", text).mode(Mode.INSERT);
        assertThat(first.into(server.target())).isEqualTo(figures(3, 3, 0, 0));
        Loading again = Loading.of(both).input("a.csv", text).mode(Mode.INSERT);
        assertThat(again.into(server.target())).isEqualTo(figures(3, 0, 3, 0));
        server.ask("DEL", "h:2");
        Loading third = Loading.of(both).input("a.csv", text).mode(Mode.INSERT);
        assertThat(third.into(server.target())).isEqualTo(figures(3, 1, 2, 0));
    }

    @Test
    void duplicatesAreTreatedAsAskedFor() {
        String text = "id,v\n1,a\n2,b\n1,c\n";
        Loading last =
                Loading.of(hash()).input("a.csv", text).mode(Mode.REPLACE).onDuplicate(OnDuplicate.LAST);
        assertThat(last.into(server.target())).isEqualTo(figures(3, 2, 1, 0));
        assertThat(server.ask("HGET", "h:1", "v").text()).isEqualTo("c");
        server.ask("FLUSHALL");
        Loading fail =
                Loading.of(hash()).input("a.csv", text).mode(Mode.REPLACE).onDuplicate(OnDuplicate.FAIL);
        assertThat(fail.into(server.target())).isEqualTo(figures(3, 1, 0, 2));
        assertThat(fail.reasons())
                .hasSize(2)
                .allSatisfy(reason -> assertThat(reason).contains("on-duplicate"));
        assertThat(server.ask("EXISTS", "h:1").number()).isZero();
    }

    @Test
    void messagesAreDelivered() {
        MappingSpec.Builder messages =
                MappingSpec.builder(Structure.PUBSUB, "news:{id}").part(Part.MESSAGE, "{v}");
        Loading loading = Loading.of(messages).input("a.csv", "id,v\n1,a\n2,b\n");
        assertThat(loading.into(server.target())).isEqualTo(figures(2, 2, 0, 0));
        assertThat(calls("publish")).isEqualTo(2);
    }

    @Test
    void stopsAtTheFirstErrorWhenNobodyWantsToGoOn() {
        Loading loading =
                Loading.of(set()).input("a.csv", "k,v\n1,a\n2,b,c\n3,c\n").errors(ErrorPolicy.STOP);
        assertThat(loading.into(server.target())).isEqualTo(figures(2, 1, 0, 1));
        assertThat(loading.load.gaveUp()).isTrue();
    }

    @Test
    void aFileThatIsNotKeptHoldsNothing() {
        Loading loading =
                Loading.of(set()).input("a.csv", "k,v\n1,a\n2,b,c\n3,c\n").errors(ErrorPolicy.STOP);
        loading.load = new Load(loading.plan(), loading);
        for (String name : List.of("x.resp", "x.rdb", "x.jsonl")) {
            Load load = new Load(loading.plan(), loading);
            load.toFile(new Load.Output(directory.resolve(name).toString(), null, WriteVersion.REDIS_7_0, false));
            assertThat(load.account().written()).isZero();
            assertThat(load.account().balanced()).isTrue();
            assertThat(directory.resolve(name)).doesNotExist();
        }
    }

    @ParameterizedTest
    @CsvSource({"UPSERT,false", "REPLACE,false", "UPSERT,true", "REPLACE,true"})
    void swapPutsNewKeysInPlaceOfOldOnes(Mode mode, boolean inCluster) {
        List<String> names = List.of("plain", "{tag}x", "a}b", "{}x", "{open", "x{a}{b}", "}", "a{}b{c}");
        String text = "k,v\n" + names.stream().map(name -> name + ",new\n").collect(Collectors.joining());
        MappingSpec.Builder spec = MappingSpec.builder(Structure.SET, "{k}").part(Part.VALUE, "v");
        for (String value : List.of("old", "new")) {
            Loading loading = Loading.of(spec)
                    .input("a.csv", text.replace("new", value))
                    .mode(mode)
                    .beside();
            Account.Figures account = loading.into(inCluster ? cluster.target() : server.target());
            assertThat(account).isEqualTo(figures(8, 8, 0, 0));
            assertThat(loading.load.renamed()).isEqualTo(8);
        }
        for (String name : names) {
            TestServer owner = inCluster ? cluster.ownerOf(cluster.slotOf(name)) : server;
            assertThat(owner.ask("SMEMBERS", name).items())
                    .as(name)
                    .extracting(Reply::text)
                    .containsExactly("new");
        }
    }

    @Test
    void swapRefusesToKeepOldKeys() {
        assertThatThrownBy(() -> Loading.of(set())
                        .input("a.csv", "k,v\n1,a\n")
                        .mode(Mode.INSERT)
                        .beside()
                        .into(server.target()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("--swap");
    }

    @Test
    void readingBackFindsWhatIsMissingOrChanged() {
        for (Structure structure : List.of(Structure.HASH, Structure.SET, Structure.STRING, Structure.LIST)) {
            server.ask("FLUSHALL");
            MappingSpec.Builder spec = MappingSpec.builder(structure, "k:{k}");
            if (structure != Structure.HASH) {
                spec.part(Part.VALUE, "v");
            }
            Loading loading = Loading.of(spec).input("a.csv", runs(600, 1));
            loading.into(server.target());
            assertThat(loading.verify(server.target(), Verify.FULL).different()).isZero();
            server.ask("DEL", "k:77");
            change(structure);
            Verification.Result result = loading.verify(server.target(), Verify.FULL);
            assertThat(result.checked()).isEqualTo(600);
            assertThat(result.examples()).as("%s", structure).containsExactly("a.csv:79", "a.csv:80");
            assertThat(loading.verify(server.target(), Verify.COUNT).different())
                    .isEqualTo(1);
        }
    }

    private void change(Structure structure) {
        switch (structure) {
            case HASH -> server.ask("HSET", "k:78", "v", "other");
            case STRING -> server.ask("SET", "k:78", "other");
            case SET -> {
                server.ask("SADD", "k:78", "other");
                server.ask("SREM", "k:78", "78");
            }
            default -> server.ask("LSET", "k:78", "0", "other");
        }
    }

    @Test
    void whatCannotBeReadTwiceCannotBeResumed() {
        for (MappingSpec.Builder spec : List.of(set(), list())) {
            assertThatThrownBy(() -> Loading.of(spec)
                            .once("k,v\n1,a\n")
                            .folder(directory)
                            .resume()
                            .into(server.target()))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("cannot be resumed");
        }
    }

    /** Given up after some records, as after a crash: the checkpoint is of that moment. */
    private void interrupted(MappingSpec.Builder spec, String text) {
        Loading loading =
                Loading.of(spec).input("a.csv", text).folder(directory).errors(ErrorPolicy.STOP);
        loading.into(server.target());
        assertThat(loading.load.gaveUp()).isTrue();
        assertThat(directory).isNotEmptyDirectory();
    }

    @Test
    void goesOnWhereItStopped() {
        for (MappingSpec.Builder spec : List.of(set(), list())) {
            server.ask("FLUSHALL");
            String text = runs(1000, 10).replace("50,507\n", "50,507,spoiled\n");
            interrupted(spec, text);
            Loading second =
                    Loading.of(spec).input("a.csv", text).folder(directory).resume();
            assertThat(second.into(server.target())).isEqualTo(figures(1000, 999, 0, 1));
            assertThat(second.notes).anySatisfy(note -> assertThat(note).contains("going on after 508 records"));
            long there = 0;
            for (int key = 0; key < 100; key++) {
                there += spec.build().main().structure() == Structure.SET
                        ? server.ask("SCARD", "s:" + key).number()
                        : server.ask("LLEN", "l:" + key).number();
            }
            assertThat(there).isEqualTo(999);
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void doesNotGoOnWithAnotherFileOrServer() {
        for (MappingSpec.Builder spec : List.of(set(), list())) {
            server.ask("FLUSHALL");
            String text = runs(1000, 10).replace("50,507\n", "50,507,spoiled\n");
            interrupted(spec, text);
            Loading changed = Loading.of(spec)
                    .input("a.csv", text.replace("99,999", "99,998"))
                    .folder(directory)
                    .resume();
            assertThatThrownBy(() -> changed.into(server.target()))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("a.csv has changed since the checkpoint");
            TestServer other = cluster.masters().get(0);
            if (spec.build().main().structure() == Structure.SET) {
                Loading elsewhere =
                        Loading.of(spec).input("a.csv", text).folder(directory).resume();
                assertThat(elsewhere.into(cluster.target())).isEqualTo(figures(1000, 999, 0, 1));
                assertThat(elsewhere.notes).first().asString().contains("begins anew");
                assertThat(other.ask("DBSIZE").number()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "HASH, 1",
        "STRING, 1",
        "SET, 50",
        "LIST, 50",
        "ZSET, 50",
        "ZSET, 500",
        "GEO, 50",
        "STREAM, 50",
        "BITMAP, 50",
        "HLL, 50",
        "COUNTER, 50"
    })
    void theEstimateIsNearWhatTheServerTakes(Structure structure, int run) {
        server.ask("FLUSHALL");
        MappingSpec.Builder spec = MappingSpec.builder(structure, "key:{k}");
        parts(structure).forEach(spec::part);
        Loading loading = Loading.of(spec).input("a.csv", measured(run));
        loading.into(server.target());
        long taken = 0;
        for (String key : list("KEYS", "*")) {
            // The entry in the key table is not part of what MEMORY USAGE tells.
            taken += server.ask("MEMORY", "USAGE", key).number();
        }
        double estimate = Estimate.of(loading.plan());
        assertThat(estimate / taken)
                .as("%s: %s of %s", structure, estimate, taken)
                .isBetween(0.75, 1.25);
    }

    private static Map<Part, String> parts(Structure structure) {
        return switch (structure) {
            case STRING, SET, LIST, HLL -> Map.of(Part.VALUE, "v");
            case ZSET -> Map.of(Part.MEMBER, "v", Part.SCORE, "n");
            case GEO -> Map.of(Part.MEMBER, "v", Part.LON, "lon", Part.LAT, "lat");
            case BITMAP -> Map.of(Part.OFFSET, "n");
            case COUNTER -> Map.of(Part.FIELD, "v", Part.AMOUNT, "n");
            case HASH, STREAM, JSON, PUBSUB -> Map.of();
        };
    }

    private static String measured(int run) {
        return "k,v,n,lon,lat\n"
                + IntStream.range(0, 3000)
                        .mapToObj(i -> i / run + ",some text that is not very long " + i + "," + i + "," + i % 180
                                + ".5," + i % 80 + ".25\n")
                        .collect(Collectors.joining());
    }

    @Test
    void theSizeOfACompressedInputIsToldFromItsBeginning() throws IOException {
        String text = "id,name\n" + "1,the same again and again\n2,or nearly so\n".repeat(400_000);
        Path file = directory.resolve("a.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Dataset dataset = new Datasets(Formats.builtIn(), InputStream.nullInputStream(), null)
                .of(List.of(file.toString()))
                .get(0);
        long size = new DatasetInput(dataset, SourceOptions.DEFAULTS, new Progress()).size();
        assertThat((double) size / text.length()).isBetween(0.5, 2.0);
    }

    @Test
    void aUserWhoMayOnlyWriteKeysIsNotAskedForMore() {
        server.ask(
                "ACL", "SETUSER", "writer", "on", ">secret", "~*", "+@write", "+ping", "+hello", "+client", "+select");
        try (Redis redis = Redis.open(server.as("writer", "secret"))) {
            assertThat(new Preflight(redis).rooms()).isEmpty();
        } finally {
            server.ask("ACL", "DELUSER", "writer");
        }
    }
}
