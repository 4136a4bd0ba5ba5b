package dev.redkit.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files a load keeps beside it, and the small parts that decide what goes into them. */
@RedisServer
final class SafetyFilesTest {
    private final TestServer server;

    @TempDir
    private Path directory;

    SafetyFilesTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private static MappingSpec.Builder hash() {
        return MappingSpec.builder(Structure.HASH, "h:{id}");
    }

    private static MappingSpec.Builder zset() {
        return MappingSpec.builder(Structure.ZSET, "z:{board}")
                .part(Part.MEMBER, "{who}")
                .part(Part.SCORE, "points");
    }

    @Test
    void rejectsCanBeMendedAndLoadedAgain() throws IOException {
        Path rejects = directory.resolve("bad.jsonl");
        String text = "board,who,points\na,x,1\na,y,many\na,z,3\na,too,few,fields\n";
        Loading first = Loading.of(zset()).input("a.csv", text).rejects(rejects);
        assertThat(first.into(server.target())).isEqualTo(new Account.Figures(4, 2, 0, 2, 0));
        assertThat(Files.readAllLines(rejects)).hasSize(3).first().asString().contains("redkit-rejects", "csv");
        String mended = Files.readString(rejects).replace("a,y,many", "a,y,2").replace("a,too,few,fields", "a,v,4");
        Loading second = Loading.of(zset()).input("bad.jsonl", mended);
        assertThat(second.into(server.target())).isEqualTo(new Account.Figures(2, 2, 0, 0, 0));
        assertThat(server.ask("ZRANGE", "z:a", "0", "-1").items()).hasSize(4);
    }

    @Test
    void rejectsKeepBytesThatAreNoText() throws IOException {
        Path rejects = directory.resolve("bad.jsonl");
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.write("board,who,points\na,".getBytes(StandardCharsets.UTF_8));
        text.write(new byte[] {(byte) 0xff, 0, (byte) 0xc3});
        text.write(",many\n".getBytes(StandardCharsets.UTF_8));
        Loading.of(zset()).input("a.csv", text.toByteArray()).rejects(rejects).into(server.target());
        assertThat(Files.readString(rejects)).contains("$base64");
        Path again = directory.resolve("again.jsonl");
        Loading.of(zset())
                .input("bad.jsonl", Files.readAllBytes(rejects))
                .rejects(again)
                .into(server.target());
        assertThat(raw(again)).isEqualTo(raw(rejects));
    }

    private static String raw(Path file) throws IOException {
        return Files.readString(file).replaceFirst("(?s).*\"raw\":", "");
    }

    @Test
    void rejectsTellTheColumnsOfTheInputTheyComeFrom() throws IOException {
        Path rejects = directory.resolve("bad.jsonl");
        server.ask("SET", "z:a", "not a sorted set");
        Loading loading = Loading.of(zset())
                .input("a.csv", "board,who,points\na,x,1\n")
                .input("b.csv", "points,board,who,more\n2,b,y,m\n3,a,z,m\n")
                .rejects(rejects);
        assertThat(loading.into(server.target())).isEqualTo(new Account.Figures(3, 1, 0, 2, 0));
        server.ask("DEL", "z:a");
        Loading second = Loading.of(zset()).input("bad.jsonl", Files.readAllBytes(rejects));
        assertThat(second.into(server.target()).written()).isEqualTo(2);
        assertThat(server.ask("ZSCORE", "z:a", "x").text()).isEqualTo("1");
        assertThat(server.ask("ZSCORE", "z:a", "z").text()).isEqualTo("3");
    }

    @Test
    void noRejectsNoFile() {
        Path rejects = directory.resolve("bad.jsonl");
        Loading.of(hash()).input("a.csv", "id\n1\n").rejects(rejects).into(server.target());
        assertThat(rejects).doesNotExist();
    }

    @Test
    void whatIsNoPlainFileIsNeverDeleted() throws IOException {
        Path target = Files.writeString(directory.resolve("a.csv"), "id\n1\n");
        new RejectsFile(Path.of("/dev/null"), 0).close();
        assertThat(Path.of("/dev/null")).exists();
        assertThat(target).exists();
    }

    @Test
    void rejectsThatVanishedBeforeAResumeLeaveNoHole() throws IOException {
        Path rejects = directory.resolve("bad.jsonl");
        try (RejectsFile file = new RejectsFile(rejects, 1000)) {
            file.write(new Rejection("a", 1, 1, null, "why", new byte[] {'x'}), "csv", List.of("id"));
        }
        assertThat(Files.readString(rejects)).startsWith("{\"redkit-rejects\"");
    }

    @Test
    void anInputIsNotWrittenOver() throws IOException {
        Path file = Files.writeString(directory.resolve("a.csv"), "id\n1\n");
        Loading loading = Loading.of(hash()).input(file.toString(), "id\n1\n").rejects(file);
        assertThatThrownBy(() -> loading.into(server.target()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is an input of this load");
        assertThat(Files.readString(file)).isEqualTo("id\n1\n");
    }

    @Test
    void checkpointsComeBackAsTheyWere() {
        Path file = directory.resolve("c.json");
        Checkpoint written = new Checkpoint(
                "plan \"é\n",
                List.of("", "b 7 \\"),
                new Position(1, 1L << 40, (1L << 41) + 1, 77),
                new Account.Figures(10, 7, 2, 1, 0),
                55);
        written.write(file);
        assertThat(Checkpoint.read(file)).isEqualTo(written);
        assertThat(Checkpoint.read(directory.resolve("none"))).isNull();
    }

    @Test
    void whatIsNoCheckpointIsRefused() throws IOException {
        Path file = directory.resolve("c.json");
        new Checkpoint("p", List.of("f"), Position.START, new Account.Figures(0, 0, 0, 0, 0), 0).write(file);
        byte[] good = Files.readAllBytes(file);
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            Files.write(file, i % 2 == 0 ? bad : Arrays.copyOf(good, random.nextInt(good.length)));
            try {
                Checkpoint.read(file);
            } catch (BadInput e) {
                assertThat(e.getMessage()).contains("c.json");
            }
        }
    }

    @Test
    void shardsAreDisjointAndComplete() {
        for (int shards = 1; shards <= 7; shards++) {
            BitSet seen = new BitSet();
            int taken = 0;
            for (int shard = 0; shard < shards; shard++) {
                Selection selection = new Selection(Long.MAX_VALUE, 1, shard, shards);
                for (int number = 1; number <= 1000; number++) {
                    if (selection.wants(0, number)) {
                        seen.set(number);
                        taken++;
                    }
                }
            }
            assertThat(seen.cardinality()).isEqualTo(1000).isEqualTo(taken);
        }
    }

    @Test
    void aShareIsAboutThatShareAndAlwaysTheSame() {
        Selection tenth = new Selection(Long.MAX_VALUE, 0.1, 0, 1);
        int taken = 0;
        for (int number = 1; number <= 100_000; number++) {
            taken += tenth.wants(1, number) ? 1 : 0;
            assertThat(tenth.wants(1, number)).isEqualTo(tenth.wants(1, number));
        }
        assertThat(taken).isBetween(9_500, 10_500);
    }

    @Test
    void behindTheSampleNothingIsRead() {
        // What follows the sample would end the load.
        String text = "id,name\n1,a\n2,b\n3,\"never closed\n";
        Loading loading = Loading.of(hash()).input("a.csv", text).selection(new Selection(1, 1, 0, 1));
        assertThat(loading.into(server.target())).isEqualTo(new Account.Figures(1, 1, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({
        // stop, most, percent, rejected, read, at once, at the end
        "true,  0,   100, 1, 1,    true,  true",
        "true,  0,   100, 0, 5,    false, false",
        "false, 5,   100, 5, 10,   false, false",
        "false, 5,   100, 6, 10,   true,  true",
        "false, 999, 10,  2, 10,   false, true",
        "false, 999, 10,  1, 10,   false, false",
        "false, 999, 10,  101, 1000, true, true",
        "false, 999, 0,   1, 5000, true,  true"
    })
    void errorsAreTooManyWhenTheyAre(
            boolean stop, long most, double percent, long rejected, long read, boolean atOnce, boolean atEnd) {
        ErrorPolicy policy = new ErrorPolicy(stop, most, percent);
        assertThat(policy.exceeded(rejected, read)).isEqualTo(atOnce);
        assertThat(policy.exceededInAll(rejected, read)).isEqualTo(atEnd);
    }

    @Test
    void recordsUnderWayAreKnownByTheirNumbers() {
        UnderWay underWay = new UnderWay(1 << 20, 40);
        Row row = new Row(Columns.of(List.of("a")));
        Random random = new Random(1);
        for (int round = 0; round < 3; round++) {
            List<String> raws = new ArrayList<>();
            long first = 0;
            for (int i = 0; i < 10_000; i++) {
                String raw = "r".repeat(random.nextInt(20)) + i;
                byte[] bytes = raw.getBytes(StandardCharsets.US_ASCII);
                row.clear(i + 1, i + 2, 0);
                row.made(0, bytes, 0, bytes.length);
                long number = underWay.add(round, row, true);
                first = i == 0 ? number : first;
                assertThat(number).isEqualTo(40 + round * 10_000L + i);
                raws.add(raw);
            }
            int one = random.nextInt(10_000);
            UnderWay.Place place = underWay.place(first + one);
            assertThat(new String(place.raw(), StandardCharsets.US_ASCII)).isEqualTo(raws.get(one));
            assertThat(place.line()).isEqualTo(one + 2);
            long group = underWay.group(new long[] {first, first + 1, 99}, 2);
            assertThat(underWay.records(group)).containsExactly(first, first + 1);
            assertThat(underWay.settle(first)).isTrue();
            assertThat(underWay.settle(first)).isFalse();
            assertThat(underWay.clear()).isEqualTo(9_999);
        }
    }

    @Test
    void isFullBeforeItTakesTooMuch() {
        UnderWay underWay = new UnderWay(1000, 0);
        Row row = new Row(Columns.of(List.of("a")));
        row.made(0, new byte[5000], 0, 5000);
        assertThat(underWay.full()).isFalse();
        underWay.add(0, row, true);
        assertThat(underWay.full()).isTrue();
        assertThat(underWay.clear()).isEqualTo(1);
        assertThat(underWay.full()).isFalse();
    }
}
