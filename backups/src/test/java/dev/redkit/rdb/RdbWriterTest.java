package dev.redkit.rdb;

import static dev.redkit.rdb.ReferenceServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Entry;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.NeedsTool;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files written here are loaded by servers, which then hold what they hold when they are given it by commands. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "rdbcompression no")
final class RdbWriterTest {
    private static final long FAR = 4_000_000_000_000L;
    private static final int[] SIZES = {1, 100, 700};

    @TempDir
    private Path directory;

    private ReferenceServer server;
    private Flavour flavour;
    private final List<byte[]> keys = new ArrayList<>();

    @BeforeEach
    void connect(TestServer running) {
        server = new ReferenceServer(running);
        flavour = running.flavour();
        server.ask("FLUSHALL");
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    /** The same keys on the server, by commands, and as entries. */
    private void sample(RdbWriter writer) throws IOException {
        for (int size : SIZES) {
            List<byte[]> words = new ArrayList<>();
            DumpPayload values = server.payload();
            StringEncoder string = values.string();
            ListEncoder list = values.list();
            SetEncoder set = values.set();
            ZsetEncoder zset = values.zset();
            HashEncoder hash = values.hash();
            StreamEncoder stream = values.stream();
            for (int i = 0; i < size; i++) {
                byte[] word = bytes(i % 4 == 0 ? "" + i * 1001 : "some words: " + i + "\0ÿ");
                words.add(word);
                string.append(word, 0, word.length);
                list.item(word, 0, word.length);
                set.member(word, 0, word.length);
                zset.member(word, 0, word.length, i / 8.0);
                hash.field(word, 0, word.length, word, 0, word.length);
                stream.message(1, i);
                stream.word(word, 0, word.length);
                stream.word(word, 0, word.length);
                server.ask("APPEND", "string" + size, word);
                server.ask("ZADD", "zset" + size, i / 8.0, word);
                server.ask("HSET", "hash" + size, word, word);
                server.ask("XADD", "stream" + size, i == 0 ? "1-0" : "1-" + i, word, word);
            }
            server.ask("RPUSH", "list" + size, words);
            server.ask("SADD", "set" + size, words);
            for (ValueEncoder value : List.of(string, list, set, zset, hash, stream)) {
                String key = value.kind().word() + size;
                keys.add(bytes(key));
                long expiry = size == 100 ? FAR : Entry.NEVER;
                if (size == 100) {
                    server.ask("PEXPIREAT", key, FAR);
                }
                writer.entry(new Entry(0, bytes(key), expiry, value));
            }
        }
    }

    private Path write(WriteVersion version, boolean compress, Filling filling) throws IOException {
        Path file = directory.resolve("dump.rdb");
        try (OutputStream out = Files.newOutputStream(file);
                RdbWriter writer = new RdbWriter(out, version, server.limits, compress)) {
            writer.header(Instant.ofEpochSecond(1_700_000_000), 1 << 20);
            filling.fill(writer);
            writer.finish();
        }
        return file;
    }

    private interface Filling {
        void fill(RdbWriter writer) throws IOException;
    }

    private void loadsAs(String digest, long expiring) {
        try (TestServer other = TestServer.start(flavour, "dir " + directory, "dbfilename dump.rdb")) {
            assertThat(other.ask("DEBUG", "DIGEST").text()).isEqualTo(digest);
            assertThat(other.ask("INFO", "keyspace").text()).contains("expires=" + expiring);
            if (expiring > 0) {
                assertThat(other.ask("PEXPIRETIME", "hash100")).isEqualTo(new Reply.Int(FAR));
            }
        }
    }

    private String digest() {
        return server.ask("DEBUG", "DIGEST").text();
    }

    @Test
    void serversLoadEveryKindOfEntry() throws IOException {
        Path file = write(server.version, false, this::sample);
        loadsAs(digest(), 6);
        assertThat(Files.readAllBytes(file)).startsWith(bytes(server.version.magic()));
    }

    @Test
    void compressedFilesAreSmallerAndHoldTheSame() throws IOException {
        long plain = Files.size(write(server.version, false, this::sample));
        server.ask("FLUSHALL");
        long compressed = Files.size(write(server.version, true, this::sample));
        assertThat(compressed).isLessThan(plain * 2 / 3);
        loadsAs(digest(), 6);
    }

    @Test
    void olderVersionsAreLoadedToo() throws IOException {
        for (int version = 9; version < Math.min(12, server.version.number()); version++) {
            server.ask("FLUSHALL");
            write(new WriteVersion(version), false, this::sample);
            loadsAs(digest(), 6);
        }
    }

    @Test
    void largeValuesAreWrittenAsTheyCome() throws IOException {
        int size = ElementStream.FROM + 7;
        for (String command : List.of("RPUSH list", "SADD set", "ZADD zset", "HSET hash")) {
            List<Object> words = new ArrayList<>(List.of(command.split(" ", -1)));
            for (int i = 0; i < size; i++) {
                if (command.startsWith("Z") || command.startsWith("H")) {
                    words.add("" + i);
                }
                words.add("element " + i);
            }
            server.ask(words.toArray());
        }
        write(server.version, false, writer -> {
            DumpPayload values = server.payload();
            ListEncoder list = values.list();
            SetEncoder set = values.set();
            ZsetEncoder zset = values.zset();
            HashEncoder hash = values.hash();
            for (int i = 0; i < size; i++) {
                byte[] word = bytes("element " + i);
                byte[] number = bytes("" + i);
                list.item(word, 0, word.length);
                set.member(word, 0, word.length);
                zset.member(word, 0, word.length, i);
                hash.field(number, 0, number.length, word, 0, word.length);
                if (server.version.hasFieldExpiry() && i % 5 == 1) {
                    server.ask("HPEXPIREAT", "hash", FAR + i, "FIELDS", "1", number);
                    hash.expire(FAR + i);
                }
            }
            for (ValueEncoder value : List.of(list, set, zset, hash)) {
                writer.entry(new Entry(0, bytes(value.kind().word()), Entry.NEVER, value));
            }
        });
        try (TestServer other = TestServer.start(flavour, "dir " + directory, "dbfilename dump.rdb")) {
            assertThat(other.ask("DEBUG", "DIGEST").text()).isEqualTo(digest());
            for (String key : List.of("list", "set", "zset", "hash")) {
                assertThat(other.ask("OBJECT", "ENCODING", key)).isEqualTo(server.ask("OBJECT", "ENCODING", key));
            }
            if (server.version.hasFieldExpiry()) {
                assertThat(other.ask("HPEXPIRETIME", "hash", "FIELDS", "2", "1", "2")
                                .items())
                        .extracting(Reply::number)
                        .containsExactly(FAR + 1, -1L);
            }
        }
    }

    @Test
    void aLargeHashWithoutExpiriesIsOrdinary() throws IOException {
        write(server.version, false, writer -> {
            HashEncoder hash = server.payload().hash();
            for (int i = 0; i < ElementStream.FROM; i++) {
                byte[] number = bytes("" + i);
                hash.field(number, 0, number.length, number, 0, number.length);
            }
            writer.entry(new Entry(0, bytes("hash"), Entry.NEVER, hash));
        });
        try (TestServer other = TestServer.start(flavour, "dir " + directory, "dbfilename dump.rdb")) {
            assertThat(other.ask("HLEN", "hash").number()).isEqualTo(ElementStream.FROM);
            assertThat(other.ask("OBJECT", "ENCODING", "hash").text()).isEqualTo("hashtable");
            if (server.version.hasFieldExpiry()) {
                assertThat(other.ask("HPEXPIREAT", "hash", "" + FAR, "FIELDS", "1", "7")
                                .items()
                                .get(0)
                                .number())
                        .isEqualTo(1);
                assertThat(other.ask("HPEXPIRETIME", "hash", "FIELDS", "2", "7", "8")
                                .items())
                        .extracting(Reply::number)
                        .containsExactly(FAR, -1L);
            }
            assertThat(other.ask("HDEL", "hash", "1", "2").number()).isEqualTo(2);
            assertThat(other.ask("HGET", "hash", "8000").text()).isEqualTo("8000");
        }
    }

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = write(server.version, true, this::sample);
        Path again = directory.resolve("again.rdb");
        try (InputStream in = Files.newInputStream(file);
                RdbWriter writer = new RdbWriter(Files.newOutputStream(again), server.version, server.limits, true)) {
            RdbReader reader = RdbReader.open(in, "dump.rdb");
            writer.header(Instant.ofEpochSecond(1_700_000_000), 1 << 20);
            while (reader.next()) {
                writer.entry(reader.entry());
            }
            writer.finish();
            assertThat(reader.checksum()).isEqualTo(RdbReader.Checksum.RIGHT);
        }
        assertThat(Files.readAllBytes(again)).isEqualTo(Files.readAllBytes(file));
    }

    @Test
    void dumpedValuesPassUnread() throws IOException {
        write(server.version, false, this::sample);
        write(server.version, false, writer -> {
            writer.database(0, keys.size(), 0);
            for (byte[] key : keys) {
                String name = new String(key, StandardCharsets.UTF_8);
                writer.dumped(key, name.endsWith("100") ? FAR : Entry.NEVER, server.dump(name));
            }
            assertThat(writer.entries()).isEqualTo(keys.size());
        });
        loadsAs(digest(), 6);
    }

    @Test
    void functionsAreLoadedAndAnEmptyFileIsEmpty() throws IOException {
        write(
                server.version,
                false,
                writer -> writer.function(
                        bytes("#!lua name=mylib\nredis.register_function('answer', function() return 42 end)")));
        try (TestServer other = TestServer.start(flavour, "dir " + directory, "dbfilename dump.rdb")) {
            assertThat(other.ask("FCALL", "answer", "0").number()).isEqualTo(42);
            assertThat(other.ask("DBSIZE").number()).isZero();
        }
    }

    @Test
    @NeedsTool("redis-check-rdb")
    void theServersOwnCheckerFindsNothing() throws Exception {
        write(new WriteVersion(10), true, this::sample);
        Process checker = new ProcessBuilder("redis-check-rdb", "dump.rdb")
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(checker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(checker.waitFor()).as(said).isZero();
        assertThat(said).contains("RDB looks OK").contains("18 keys read");
    }
}
