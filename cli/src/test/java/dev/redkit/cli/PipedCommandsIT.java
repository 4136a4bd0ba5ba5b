package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code redkit pipe} in the hands of people with bad files, little memory and no patience. */
@RedisServer(config = "proto-max-bulk-len 600mb")
final class PipedCommandsIT {
    private static final long HUGE = 512L << 20;

    @TempDir
    private Path directory;

    private final TestServer server;

    PipedCommandsIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Program redkit(String... words) {
        return Program.redkit(words).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    private Program pipe() {
        return redkit("-o", "csv", "pipe");
    }

    @Test
    void tellsTheLineOfTheOneCommandThatFailed() {
        Program.Result result =
                pipe().stdin(commands("SET k%d v\n", "LPUSH k1 x\n")).run();
        Outcome.failedAfterData(result, 4, "1 of 100000 commands failed");
        assertThat(result.err()).contains("line 54321 of standard input: WRONGTYPE", "(LPUSH k1 x)");
        assertThat(Outcome.number(result, "accepted")).isEqualTo(99_999);
        assertThat(server.ask("DBSIZE").number()).isEqualTo(99_999);
    }

    @Test
    void tellsTheAuditLogOfWhatCannotBeTakenBack() throws IOException {
        Program.Result result = pipe().env("XDG_STATE_HOME", directory.toString())
                .stdin("SET a 1\nDEL a b\nFLUSHALL\n")
                .run();
        Outcome.done(result);
        assertThat(Files.readAllLines(directory.resolve("redkit/audit.log")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"what\":\"pipe DEL, UNLINK\",\"count\":2"),
                        line -> assertThat(line).contains("\"what\":\"pipe FLUSHALL\",\"count\":1"));
    }

    @Test
    void tellsTheByteOfTheOneCommandThatFailed() {
        String set = "*3\r\n$3\r\nSET\r\n$6\r\nk%05d\r\n$1\r\nv\r\n";
        String wrong = "*3\r\n$5\r\nLPUSH\r\n$6\r\nk00001\r\n$1\r\nx\r\n";
        Program.Result result = pipe().stdin(commands(set, wrong)).run();
        Outcome.failedAfterData(result, 4, "1 of 100000 commands failed");
        int offset = 54_320 * String.format(set, 1).length();
        assertThat(result.err()).contains("byte " + offset + " of standard input: WRONGTYPE");
    }

    /** A hundred thousand commands, of which the 54,321st is another. */
    private static String commands(String usual, String other) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 100_000; i++) {
            text.append(
                    i == 54_321
                            ? other
                            : usual.replace("%05d", String.format("%05d", i % 100_000))
                                    .replace("%d", Integer.toString(i)));
        }
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "*3~$3~SET~$1~b~$2~x~~         | 1 | 53 | CRLF",
                "*3~$3~SET~$1~b~$-1~x~         | 1 | 48 | length",
                "*3~$3~SET~$1~b~$x~x~          | 1 | 48 | length",
                "*3~$3~SET~$1~b~:1~            | 1 | 47 | '$' expected",
                "*x~                           | 1 | 28 | number",
                "*3~$99999999999~SET~          | 1 | 32 | more than",
                "*99999999999~$3~SET~          | 1 | 28 | more than",
            })
    void saysAtWhichByteTheInputIsNoRespAnyMore(String bad, long accepted, int offset, String words) {
        String good = "*3~$3~SET~$1~a~$1~x~".replace("~", "\r\n");
        Program.Result result =
                pipe().stdin(good + bad.replace("~", "\r\n") + good.repeat(3)).run();
        Outcome.failedAfterData(result, 8, "at byte " + offset + " of standard input", words);
        assertThat(Outcome.number(result, "accepted")).isEqualTo(accepted);
        assertThat(server.ask("GET", "a").text()).isEqualTo("x");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void saysWhereTheCommandBeginsInWhichTheInputEnds() {
        Program.Result result =
                pipe().stdin("*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$10\r\nab").run();
        Outcome.failedAfterData(result, 8, "standard input ends inside the command that begins at byte 14");
        assertThat(Outcome.number(result, "accepted")).isEqualTo(1);
    }

    @Test
    void hasNothingToDoForAnEmptyInput() {
        nothingDone(pipe().run());
        nothingDone(pipe().stdin("\n\r\n# a remark\n").run());
    }

    private static void nothingDone(Program.Result result) {
        Outcome.done(result);
        assertThat(Outcome.number(result, "commands")).isZero();
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        Outcome.failed(redkit("pipe", directory.toString()).run(), 2, directory + " is a directory");
        Path none = directory.resolve("none.txt");
        Outcome.failed(redkit("pipe", none.toString()).run(), 2, "no file " + none);
        Path noGzip = Files.write(directory.resolve("cut.gz"), new byte[] {0x1f, (byte) 0x8b, 8, 0, 0});
        Outcome.failedAfterData(redkit("-o", "csv", "pipe", noGzip.toString()).run(), 8, "cut.gz");
        Outcome.failed(
                redkit("pipe", "--rejects", "/proc/nowhere/rejects", none.toString())
                        .run(),
                2,
                "/proc/nowhere/rejects");
    }

    @Test
    void readsFilesWithAnyNameWhateverTheLocale() throws IOException {
        Path file = Files.writeString(directory.resolve("größe 数.txt"), "SET größe 数\nSET b\n");
        Program.Result result =
                redkit("-o", "csv", "pipe", file.toString()).env("LC_ALL", "C").run();
        Outcome.failedAfterData(result, 4, "1 of 2 commands failed");
        assertThat(result.err()).contains("line 2 of " + file);
        assertThat(server.ask("GET", "größe").text()).isEqualTo("数");
    }

    @Test
    void writesDownWhatFailedToBePipedAgain() throws IOException {
        Path rejects = directory.resolve("rejects");
        Program.Result result = redkit("-o", "csv", "pipe", "--rejects", rejects.toString())
                .stdin("SET a 1\nLPUSH a 2\nSET b 3\nGET \"open\n")
                .run();
        Outcome.failedAfterData(result, 4, "2 of 4");
        assertThat(Files.readString(rejects))
                .contains("# line 2 of standard input: WRONGTYPE", "LPUSH", "# line 4 of standard input: ")
                .contains("GET \"open");
        server.ask("DEL", "a");
        Program.Result again = redkit("-o", "csv", "pipe", rejects.toString()).run();
        assertThat(Outcome.number(again, "accepted")).as("%s", again).isEqualTo(1);
    }

    @Test
    void keepsBytesThatAreNoText() throws IOException {
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        input.write("*3\r\n$3\r\nSET\r\n$256\r\n".getBytes(StandardCharsets.US_ASCII));
        input.write(all);
        input.write("\r\n$256\r\n".getBytes(StandardCharsets.US_ASCII));
        input.write(all);
        input.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        input.write("SET \"\\x00\\xff\" \"\\xc3\\x28\\x00\"\n".getBytes(StandardCharsets.US_ASCII));
        input.write(new byte[] {'S', 'E', 'T', ' ', 'r', (byte) 0xff, ' ', (byte) 0xfe, '\n'});
        Outcome.done(pipe().stdin(input.toByteArray()).run());
        assertThat(server.ask("DBSIZE").number()).isEqualTo(3);
        String lengths = "local n = {} for _, k in ipairs(redis.call('keys', '*')) do "
                + "n[#n + 1] = #k .. ':' .. #redis.call('get', k) end table.sort(n) return table.concat(n, ' ')";
        assertThat(server.ask("EVAL", lengths, "0").text()).isEqualTo("256:256 2:1 2:3");
    }

    @Test
    void passesHugeValuesThroughASmallHeap() throws IOException {
        Path file = directory.resolve("huge.resp");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("*3\r\n$3\r\nSET\r\n$4\r\nhuge\r\n$" + HUGE + "\r\n").getBytes(StandardCharsets.US_ASCII));
            byte[] block = new byte[1 << 20];
            for (long done = 0; done < HUGE; done += block.length) {
                out.write(block);
            }
            out.write("\r\nSET after 1\r\n".getBytes(StandardCharsets.US_ASCII));
        }
        Program.Result result = redkit("-o", "csv", "pipe", file.toString())
                .env("REDKIT_OPTS", "-Xmx64m")
                .run();
        Files.delete(file);
        Outcome.done(result);
        assertThat(Outcome.number(result, "accepted")).isEqualTo(2);
        assertThat(server.ask("STRLEN", "huge").number()).isEqualTo(HUGE);
        assertThat(server.ask("GET", "after").text()).isEqualTo("1");
        // Gone before anything else is tested: half a gigabyte is a good part of a small machine.
        server.ask("FLUSHALL");
    }

    @Test
    void finishesWhatIsUnderWayWhenInterrupted() throws IOException {
        try (Program.Running running = redkit("-o", "csv", "pipe").stdinOpen().start()) {
            Thread writer = new Thread(() -> writeForEver(running.stdin()));
            writer.start();
            Eventually.holds(() -> server.ask("DBSIZE").number() > 20_000, running::err);
            running.signal("INT");
            Program.Result result = running.await();
            assertThat(result.exit()).as("%s", result).isEqualTo(130);
            Outcome.noTraces(result);
            assertThat(Outcome.number(result, "accepted"))
                    .isEqualTo(server.ask("DBSIZE").number());
            assertThat(Outcome.number(result, "refused")).isZero();
        }
    }

    private static void writeForEver(OutputStream out) {
        try {
            for (int i = 0; ; i += 1_000) {
                StringBuilder block = new StringBuilder();
                for (int j = i; j < i + 1_000; j++) {
                    block.append("SET key:").append(j).append(" v\n");
                }
                out.write(block.toString().getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // Nobody reads it any more: that is how this ends.
            return;
        }
    }

    @ParameterizedTest
    @CsvSource({"INT,130", "TERM,143"})
    void endsAtASignalWhenItsInputHasNothingToSay(String signal, int exit) {
        try (Program.Running running = redkit("-o", "csv", "pipe").stdinOpen().start()) {
            write(running.stdin(), "SET a 1\n");
            Eventually.holds(() -> server.ask("DBSIZE").number() == 1, running::err);
            write(running.stdin(), "SET a 1234");
            running.signal(signal);
            Program.Result result = running.await();
            assertThat(result.exit()).as("%s", result).isEqualTo(exit);
            assertThat(result.err()).isEmpty();
            assertThat(Outcome.number(result, "accepted")).isEqualTo(1);
            assertThat(server.ask("GET", "a").text()).isEqualTo("1");
        }
    }

    @Test
    void endsAtASignalBeforeTheFirstByte() {
        long others = clients();
        try (Program.Running running = redkit("-o", "csv", "pipe").stdinOpen().start()) {
            Eventually.holds(() -> clients() > others, running::err);
            running.signal("TERM");
            assertThat(running.await().exit()).isEqualTo(143);
        }
    }

    private long clients() {
        return server.ask("CLIENT", "LIST").text().lines().count();
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
