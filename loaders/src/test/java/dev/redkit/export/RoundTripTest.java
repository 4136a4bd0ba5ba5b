package dev.redkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.Selection;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Lanes;
import dev.redkit.pipe.Pipe;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is exported and brought in again is the same keyspace. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "enable-debug-command yes")
final class RoundTripTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final TestServer server;
    private final List<String> complaints = new ArrayList<>();

    RoundTripTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private interface Writers {
        EntryWriter on(OutputStream out) throws IOException;
    }

    private byte[] export(Writers writers) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        EntryWriter writer = writers.on(out);
        try (Redis redis = Redis.open(server.target());
                Keyspace keyspace = new Keyspace(redis)) {
            keyspace.entries(
                    Selection.ALL, entry -> assertThat(writer.write(entry)).isTrue());
        }
        writer.end();
        return out.toByteArray();
    }

    private void pipe(byte[] resp) throws IOException {
        try (Redis redis = Redis.open(server.target());
                Lanes lanes = new Lanes(redis.router(), LaneLimits.DEFAULT, TIMEOUT)) {
            Pipe pipe = new Pipe(lanes, (where, why, command) -> complaints.add(where + why), Long.MAX_VALUE);
            pipe.run(new ByteArrayInputStream(resp), "test", false, new Progress());
        }
        assertThat(complaints).isEmpty();
    }

    private long load(EntrySource source) throws IOException {
        EntryCommandSource commands = new EntryCommandSource(source, new EntryCommands(Existing.REPLACE, true));
        try (Redis redis = Redis.open(server.target());
                Lanes lanes = new Lanes(redis.router(), LaneLimits.DEFAULT, TIMEOUT)) {
            lanes.run(
                    commands,
                    refused -> complaints.add(
                            refused.place() + ": " + refused.error().message()));
        }
        assertThat(complaints).isEmpty();
        return commands.entries();
    }

    /** All there is, as sorted lines; but for when consumers were seen last, which nothing can set. */
    private List<String> listing() throws IOException {
        String lines = new String(export(out -> new JsonEntryWriter(out, false, true)), StandardCharsets.UTF_8);
        return lines.lines().map(RoundTripTest::brief).sorted().toList();
    }

    /** Whatever the order of its members; of a big one only what it is called and how long it is. */
    private static String brief(String line) {
        String begin = line.substring(0, line.indexOf("\"value\":"));
        if (line.length() > 2000) {
            return begin + line.length();
        }
        return begin
                + line.replaceAll("(\"[a-z]+\"),-?\\d+,-?\\d+]", "$1]")
                        .chars()
                        .sorted()
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void throughJson(boolean array) throws IOException {
        Everything.into(server, 5_000);
        String digest = server.ask("DEBUG", "DIGEST").text();
        List<String> listing = listing();
        byte[] json = export(out -> new JsonEntryWriter(out, array, true));
        server.ask("FLUSHALL");
        server.ask("RPUSH", "list", "from before");
        long entries = load(open(json, EntrySources.Shape.JSON));
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        assertThat(entries).isEqualTo(server.ask("DBSIZE").number());
        assertThat(listing()).isEqualTo(listing);
        load(open(json, EntrySources.Shape.JSON));
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
    }

    @Test
    void throughCommands() throws IOException {
        Everything.into(server, 5_000);
        String digest = server.ask("DEBUG", "DIGEST").text();
        List<String> listing = listing();
        byte[] resp = export(out -> new RespEntryWriter(out, true));
        server.ask("FLUSHALL");
        pipe(resp);
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        assertThat(listing()).isEqualTo(listing);
        pipe(resp);
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
    }

    private static EntrySource open(byte[] text, EntrySources.Shape shape) throws IOException {
        BufferedInputStream stream = new BufferedInputStream(new ByteArrayInputStream(text));
        assertThat(EntrySources.recognise(EntrySources.head(stream))).hasValue(shape);
        return EntrySources.open(shape, stream, "test");
    }

    @Test
    void throughRowsOfElements() throws IOException {
        Everything.into(server, 5_000);
        String digest = server.ask("DEBUG", "DIGEST").text();
        List<String> listing = listing();
        byte[] csv = export(out -> new TableWriter(out, (byte) ',', true));
        byte[] tsv = export(out -> new ElementRowWriter(out, (byte) '\t', true));
        server.ask("FLUSHALL");
        long entries = load(open(csv, EntrySources.Shape.CSV));
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
        assertThat(entries).isEqualTo(server.ask("DBSIZE").number());
        assertThat(listing()).isEqualTo(listing);
        server.ask("FLUSHALL");
        load(open(tsv, EntrySources.Shape.TSV));
        assertThat(server.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
    }

    @Test
    void hashesAsATable() throws IOException {
        server.ask("HSET", "user:1", "name", "Ada", "city", "Paris, \"F\"");
        server.ask("HSET", "user:2", "name", "", "key", "k");
        server.ask("HSET", "user:3", "name", "Bob");
        String csv = new String(export(out -> new TableWriter(out, (byte) ',', true)), StandardCharsets.UTF_8);
        assertThat(csv.lines()).hasSize(4);
        assertThat(csv.lines().findFirst().orElseThrow().split(","))
                .startsWith("_key")
                .containsExactlyInAnyOrder("_key", "name", "city", "key");
        assertThat(csv).contains("\"Paris, \"\"F\"\"\"");
        server.ask("PEXPIREAT", "user:3", "4102444800000");
        csv = new String(
                export(out ->
                        new HashRowWriter(out, (byte) ';', List.of(bytes("name"), bytes("none"), bytes("name")), true)),
                StandardCharsets.UTF_8);
        assertThat(csv.lines())
                .startsWith("key;expire_at;name;none")
                .containsExactlyInAnyOrder(
                        "key;expire_at;name;none", "user:1;;Ada;", "user:2;;\"\";", "user:3;4102444800000;Bob;");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void leavesOutExpiriesWhenTold() throws IOException {
        server.ask("SET", "s", "v", "PXAT", "4102444800000");
        server.ask("RPUSH", "l", "v");
        server.ask("PEXPIREAT", "l", "4102444800000");
        byte[] json = export(out -> new JsonEntryWriter(out, false, false));
        byte[] resp = export(out -> new RespEntryWriter(out, false));
        assertThat(new String(json, StandardCharsets.UTF_8)).doesNotContain("4102444800000");
        server.ask("FLUSHALL");
        pipe(resp);
        assertThat(server.ask("PTTL", "s").number()).isEqualTo(-1);
        assertThat(server.ask("PTTL", "l").number()).isEqualTo(-1);
    }
}
