package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code redkit load} with bad files, bad servers and bad luck; after each the account balances. */
@RedisServer
final class LoadFaultsIT {
    @TempDir
    private Path directory;

    private final TestServer server;

    LoadFaultsIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        server.ask("CONFIG", "SET", "maxmemory", "0");
    }

    private Program load(int port, String... words) {
        String[] all = Stream.concat(Stream.of("-o", "csv", "load"), Arrays.stream(words))
                .toArray(String[]::new);
        return Program.redkit(all)
                .env("REDIS_URL", "redis://127.0.0.1:" + port)
                .env("XDG_STATE_HOME", directory.resolve("state").toString());
    }

    private Program load(String... words) {
        return load(server.port(), words);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }

    /** {@code id,name,list} and so many records. */
    private String users(int records) throws IOException {
        StringBuilder text = new StringBuilder("id,name,list\n");
        for (int i = 1; i <= records; i++) {
            text.append(i)
                    .append(",name of ")
                    .append(i)
                    .append(',')
                    .append(i % 7)
                    .append('\n');
        }
        return file("users.csv", text.toString());
    }

    private static void account(Program.Result result, long read, long written, long skipped, long rejected) {
        assertThat(result.out())
                .as("%s", result)
                .contains(String.format(
                        "read,%d%nwritten,%d%nskipped,%d%nrejected,%d%nunconfirmed,0%n",
                        read, written, skipped, rejected));
        Outcome.noTraces(result);
    }

    private static void balanced(Program.Result result) {
        assertThat(Outcome.number(result, "read"))
                .as("%s", result)
                .isEqualTo(Outcome.number(result, "written")
                        + Outcome.number(result, "skipped")
                        + Outcome.number(result, "rejected")
                        + Outcome.number(result, "unconfirmed"));
        Outcome.noTraces(result);
    }

    @Test
    void suggestsTheDelimiterThatWouldDo() throws IOException {
        String file = file("a.csv", "id;name\n1;a\n2;b\n3;c\n");
        Program.Result result = load(file, "--delimiter", ",", "--as", "hash", "--key", "u:{id}")
                .run();
        assertThat(result.exit()).as("%s", result).isNotZero();
        assertThat(result.err()).contains("id", "delimiter", ";");
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void namesTheColumnThatIsMissing() throws IOException {
        Program.Result result =
                load(users(10), "--as", "hash", "--key", "u:{uid}").run();
        Outcome.failed(result, 2, "uid");
        assertThat(result.err()).contains("id, name, list");
    }

    @Test
    void rejectsSpoiledRecordsAndNoOthers() throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("id,board,points\n1,a,1\n".getBytes(StandardCharsets.UTF_8));
        text.writeBytes(",a,2\n3,a,many\n4,a\n5,a,5,5\n".getBytes(StandardCharsets.UTF_8));
        text.writeBytes(new byte[] {(byte) 0xff, (byte) 0xc3, 0, ',', 'a', ',', '6', '\n'});
        text.writeBytes("7,a,nan\n8,a,8\n".getBytes(StandardCharsets.UTF_8));
        Path file = Files.write(directory.resolve("bad.csv"), text.toByteArray());
        Path rejects = directory.resolve("rejects.jsonl");
        Program.Result result = load(
                        file.toString(),
                        "--as",
                        "zset",
                        "--key",
                        "z:{board}",
                        "--member",
                        "{id}",
                        "--score",
                        "points",
                        "--rejects",
                        rejects.toString())
                .run();
        assertThat(result.exit()).isEqualTo(4);
        balanced(result);
        assertThat(result.err()).contains("bad.csv:4", "bad.csv:5", "bad.csv:6", "bad.csv:8");
        assertThat(Outcome.number(result, "rejected")).isBetween(4L, 5L);
        assertThat(Files.readAllLines(rejects)).hasSize((int) Outcome.number(result, "rejected") + 1);
        assertThat(server.ask("ZCARD", "z:a").number()).isEqualTo(Outcome.number(result, "written"));
    }

    @Test
    void rejectsRecordsWithoutAKey() throws IOException {
        String file = file("a.csv", "id,v\n,a\n2,b\n");
        Program.Result result = load(file, "--as", "hash", "--key", "{id}", "--on-error", "skip")
                .run();
        assertThat(result.exit()).isEqualTo(4);
        account(result, 2, 1, 0, 1);
        assertThat(result.err()).contains("a.csv:2");
    }

    @Test
    void tellsWhereAQuoteWasOpenedThatIsNeverClosed() throws IOException {
        Path file = Path.of(users(200_000));
        Files.writeString(file, Files.readString(file).replace("150000,name", "150000,\"name"));
        Program.Result result =
                load(file.toString(), "--as", "hash", "--key", "u:{id}").run();
        assertThat(result.exit()).as("%s", result).isEqualTo(8);
        assertThat(result.err()).contains("150001");
        balanced(result);
    }

    @Test
    void oneKeyOfTheWrongTypeCostsOneRecord() throws IOException {
        server.ask("SET", "u:54321", "text");
        Path rejects = directory.resolve("rejects.jsonl");
        Program.Result result = load(users(100_000), "--as", "hash", "--key", "u:{id}", "--rejects", rejects.toString())
                .run();
        assertThat(result.exit()).isEqualTo(4);
        account(result, 100_000, 99_999, 0, 1);
        assertThat(result.err()).contains("users.csv:54322: WRONGTYPE", "u:54321");
        server.ask("DEL", "u:54321");
        Program.Result again =
                load(rejects.toString(), "--as", "hash", "--key", "u:{id}").run();
        account(again, 1, 1, 0, 0);
        assertThat(server.ask("HGET", "u:54321", "name").text()).isEqualTo("name of 54321");
    }

    @Test
    void stopsBeforeMemoryRunsOut() throws IOException {
        server.ask("CONFIG", "SET", "maxmemory", "6mb");
        Program.Result result =
                load(users(200_000), "--as", "hash", "--key", "u:{id}").run();
        assertThat(result.exit()).as("%s", result).isNotZero();
        assertThat(result.err()).contains("left below maxmemory");
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void goesOnWhenMemoryIsGiven() throws IOException {
        String file = users(200_000);
        server.ask("CONFIG", "SET", "maxmemory", "6mb");
        try (Program.Running running =
                load(file, "--as", "hash", "--key", "u:{id}", "--yes").start()) {
            Eventually.holds(() -> running.err().contains("OOM"), () -> "no OOM in " + running.err());
            server.ask("CONFIG", "SET", "maxmemory", "0");
            account(running.await(), 200_000, 200_000, 0, 0);
        }
        assertThat(server.ask("DBSIZE").number()).isEqualTo(200_000);
    }

    @Test
    void refusesAReplicaThatTakesNoWrites() throws IOException {
        try (TestServer replica = TestServer.start(Flavour.EMBEDDED, "replicaof 127.0.0.1 " + server.port())) {
            Program.Result result = load(replica.port(), users(10), "--as", "hash", "--key", "u:{id}")
                    .run();
            assertThat(result.exit()).as("%s", result).isEqualTo(1);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("read-only replica", "127.0.0.1:" + server.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hash", "list"})
    void losesNothingWhenTheConnectionIsCutAllTheTime(String structure) throws Exception {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            // So slow that it cannot be done before the last cut.
            proxy.toServer().throttle(1_000_000);
            try (Program.Running running =
                    load(proxy.port(), plan(users(150_000), structure)).start()) {
                // What is cut before the load has looked at the server is no server to load into.
                Eventually.holds(() -> server.ask("DBSIZE").number() > 0, running::err);
                for (int i = 0; i < 15; i++) {
                    Thread.sleep(200);
                    proxy.cutAll();
                }
                proxy.toServer().clear();
                Program.Result result = running.await();
                account(result, 150_000, 150_000, 0, 0);
                assertThat(Outcome.number(result, "reconnects"))
                        .as("%s", result)
                        .isPositive();
            }
        }
        assertThat(elements(structure)).isEqualTo(150_000);
    }

    private boolean hasCheckpoint() {
        String[] files = directory.resolve("state/redkit/loads").toFile().list();
        return files != null && Arrays.stream(files).anyMatch(name -> !name.endsWith(".part"));
    }

    private static String[] plan(String file, String structure, String... more) {
        Stream<String> plan = structure.equals("list")
                ? Stream.of(file, "--as", "list", "--key", "l:{list}", "--value", "name")
                : Stream.of(file, "--as", structure, "--key", "u:{id}");
        return Stream.concat(plan, Arrays.stream(more)).toArray(String[]::new);
    }

    private long elements(String structure) {
        if (structure.equals("hash")) {
            return server.ask("DBSIZE").number();
        }
        long all = 0;
        for (int i = 0; i < 7; i++) {
            all += server.ask("LLEN", "l:" + i).number();
        }
        return all;
    }

    @Test
    void losesNothingWhenTheServerIsRestarted() throws IOException {
        try (TestServer durable = TestServer.start(Flavour.EMBEDDED, "appendonly yes", "appendfsync always");
                Program.Running running = load(durable.port(), plan(users(300_000), "hash", "--rate", "100k/s"))
                        .start()) {
            Eventually.holds(() -> durable.ask("DBSIZE").number() > 20_000, () -> "no keys: " + running.err());
            durable.kill();
            durable.start();
            account(running.await(), 300_000, 300_000, 0, 0);
            assertThat(durable.ask("DBSIZE").number()).isEqualTo(300_000);
        }
    }

    @Test
    void waitsForAServerThatWasStopped() throws Exception {
        try (Program.Running running =
                load(plan(users(200_000), "hash", "--rate", "100k/s")).start()) {
            Eventually.holds(() -> server.ask("DBSIZE").number() > 5_000, () -> "no keys: " + running.err());
            server.pause();
            Thread.sleep(2000);
            server.resume();
            account(running.await(), 200_000, 200_000, 0, 0);
        } finally {
            server.resume();
        }
    }

    @ParameterizedTest
    @CsvSource({"hash,INT", "list,INT", "hash,KILL", "list,KILL"})
    void completesAfterAnInterruption(String structure, String signal) throws IOException {
        String file = users(200_000);
        try (Program.Running running =
                load(plan(file, structure, "--rate", "20k/s")).start()) {
            // A list has a checkpoint from the start; one that says something comes after a second.
            long enough = structure.equals("list") ? 30_000 : 0;
            Eventually.holds(
                    () -> hasCheckpoint() && elements(structure) > enough, () -> "no checkpoint: " + running.err());
            running.signal(signal);
            Program.Result result = running.await();
            if (signal.equals("INT")) {
                assertThat(result.exit()).as("%s", result).isEqualTo(130);
                balanced(result);
            }
        }
        assertThat(elements(structure)).isLessThan(200_000);
        Program.Result second = load(plan(file, structure, "--resume")).run();
        assertThat(second.exit()).as("%s", second).isZero();
        account(second, 200_000, 200_000, 0, 0);
        assertThat(second.err()).contains("going on after");
        assertThat(elements(structure)).isEqualTo(200_000);
    }

    @Test
    void refusesToGoOnWithAChangedFile() throws IOException {
        Path file = Path.of(users(1000));
        Files.writeString(file, Files.readString(file).replace("500,name", "500,spoiled,name"));
        assertThat(load(plan(file.toString(), "hash")).run().exit()).isEqualTo(4);
        Files.writeString(file, Files.readString(file).replace("900,name", "900,another"));
        Outcome.failed(load(plan(file.toString(), "hash", "--resume")).run(), 8, "has changed since the checkpoint");
    }

    @Test
    void standardInputCannotBeResumed() {
        Program.Result result = load(plan("-", "list", "--format", "csv", "--resume"))
                .stdin("id,name,list\n1,a,1\n")
                .run();
        Outcome.failed(result, 2, "cannot be resumed");
    }

    @Test
    void endsWhenRejectsCannotBeWritten() throws IOException {
        Path file = Path.of(users(1000));
        Files.writeString(file, Files.readString(file).replace("500,name", "500,spoiled,name"));
        Program.Result result =
                load(plan(file.toString(), "hash", "--rejects", "/dev/full")).run();
        assertThat(result.exit()).as("%s", result).isNotIn(0, 4);
        assertThat(result.err()).contains("/dev/full", "No space left");
        balanced(result);
        assertThat(Path.of("/dev/full")).exists();
    }

    @Test
    void refusesALineThatIsTooLong() throws IOException {
        try (Program.Running running = load(plan("-", "hash", "--format", "csv"))
                .env("REDKIT_OPTS", "-Xmx64m")
                .stdinOpen()
                .start()) {
            byte[] piece = new byte[1 << 20];
            Arrays.fill(piece, (byte) 'x');
            try (OutputStream out = running.stdin()) {
                out.write("id,name,list\n1,a,1\n2,".getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < 1024; i++) {
                    out.write(piece);
                }
            } catch (IOException e) {
                // It has seen enough.
            }
            Program.Result result = running.await();
            assertThat(result.exit()).as("%s", result).isEqualTo(8);
            assertThat(result.err()).contains("line 3 of standard input");
            account(result, 1, 1, 0, 0);
        }
    }

    @Test
    void loadsMillionsInLittleMemory() throws IOException {
        try (Program.Running running = load("-", "--format", "csv", "--as", "set", "--key", "s", "--member", "{id}")
                .env("REDKIT_OPTS", "-Xmx64m")
                .stdinOpen()
                .start()) {
            try (OutputStream out = new BufferedOutputStream(running.stdin(), 1 << 16)) {
                out.write("id,name\n".getBytes(StandardCharsets.UTF_8));
                for (int i = 1; i <= 2_000_000; i++) {
                    out.write((i + ",some name\n").getBytes(StandardCharsets.US_ASCII));
                }
            }
            account(running.await(), 2_000_000, 2_000_000, 0, 0);
        }
        assertThat(server.ask("SCARD", "s").number()).isEqualTo(2_000_000);
    }
}
