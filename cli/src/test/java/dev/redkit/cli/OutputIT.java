package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What comes out is what other programs can read, whatever is in it and whoever reads it. */
@RedisServer
final class OutputIT {
    private static final String ESCAPE = "\u001b[";

    private final TestServer server;

    OutputIT(TestServer server) {
        this.server = server.once(OutputIT::fill);
    }

    private static void fill(TestServer server) {
        server.ask("HSET", "nasty", "comma,quote\"", "line\nfeed\ttab\\", "wide 数 ü", " : - # ' {a: b}", "", "");
        server.ask("EVAL", "redis.call('set', 'b\\0in\\255', 'v\\0\\255\\254\\r\\n')", "0");
        server.ask("DEBUG", "POPULATE", "50000", "key", "20");
    }

    private Program redkit(String... words) {
        return Program.redkit(words).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    private Program shell(String line) {
        return Program.shell(line).env("REDIS_URL", "redis://127.0.0.1:" + server.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "call HGETALL nasty",
                "call KEYS b*",
                "call CLIENT LIST",
                "call COMMAND INFO get set",
                "call INFO",
                "info",
                "info server clients",
                "ping",
                "ping --count 3",
                "version",
                "server status",
                "pipe"
            })
    void isWellFormedInEveryFormat(String command) {
        for (String format : List.of("json", "ndjson", "csv", "tsv", "yaml", "table", "raw")) {
            Program.Result result =
                    redkit(("-o " + format + " " + command).split(" ", -1)).run();
            String out = Outcome.done(result);
            assertThat(out).as("%s as %s", command, format).endsWith("\n").doesNotContain(ESCAPE);
            switch (format) {
                case "json" -> assertThat(documents(out)).as("%s", result).isEqualTo(1);
                case "ndjson" ->
                    out.lines()
                            .forEach(line ->
                                    assertThat(documents(line)).as("%s", result).isEqualTo(1));
                case "csv" -> assertThat(columns(out, ',')).as("%s", result).hasSize(1);
                case "tsv" ->
                    assertThat(out.lines()
                                    .map(line -> line.split("\t", -1).length)
                                    .distinct())
                            .as("%s", result)
                            .hasSize(1);
                case "yaml" -> assertThat(out).as("%s", result).doesNotContain("\t");
                default -> assertThat(out).isNotEmpty();
            }
        }
    }

    /** How many JSON documents the text is; fails when it is something else. */
    private static int documents(String json) {
        int count = 0;
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            int depth = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                count += depth == 0 ? 1 : 0;
            }
        }
        return count;
    }

    /** The distinct numbers of columns of a CSV text, by the rules of RFC 4180. */
    private static List<Integer> columns(String csv, char separator) {
        List<Integer> numbers = new ArrayList<>();
        boolean quoted = false;
        int columns = 1;
        for (int i = 0; i < csv.length(); i++) {
            char c = csv.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == separator) {
                columns++;
            } else if (!quoted && c == '\n') {
                numbers.add(columns);
                columns = 1;
            }
        }
        assertThat(quoted).isFalse();
        return numbers.stream().distinct().toList();
    }

    @Test
    void keepsEveryByteInRaw() {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        assertThat(Outcome.done(redkit("call", "-x", "SET", "all").stdin(all).run()))
                .isEqualTo("OK\n");
        byte[] back = redkit("-o", "raw", "call", "GET", "all").run().outBytes();
        assertThat(Arrays.copyOf(back, 256)).isEqualTo(all);
        assertThat(new String(back, 256, back.length - 256, StandardCharsets.US_ASCII))
                .isIn("", "\n");
        byte[] key = redkit("-o", "raw", "call", "KEYS", "b*").run().outBytes();
        assertThat(key).isEqualTo(new byte[] {'b', 0, 'i', 'n', (byte) 255, '\n'});
        server.ask("DEL", "all");
    }

    @Test
    void wrapsWhatIsNoTextInJson() {
        assertThat(Outcome.done(redkit("-o", "ndjson", "call", "KEYS", "b*").run()))
                .contains("{\"$base64\":\"YgBpbv8=\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "en_US.ISO-8859-1", "C.UTF-8", ""})
    void writesAndReadsUtf8WhateverTheLocale(String locale) {
        String text = "größe 数 \uD83D\uDE00";
        assertThat(Outcome.done(
                        redkit("call", "ECHO", text).env("LC_ALL", locale).run()))
                .isEqualTo(text + "\n");
        assertThat(Outcome.done(redkit("-o", "json", "call", "ECHO", text)
                        .env("LC_ALL", locale)
                        .run()))
                .contains(text);
    }

    @Test
    void paintsOnlyWhenAsked() {
        for (String command : List.of("info", "--help", "help exit-codes", "call NOSUCHCOMMAND")) {
            String[] words = command.split(" ", -1);
            Program.Result plain = redkit(words).run();
            assertThat(plain.out() + plain.err()).as(command).doesNotContain(ESCAPE);
            Program.Result never = redkit(words)
                    .env("CLICOLOR_FORCE", "1")
                    .env("NO_COLOR", "1")
                    .run();
            assertThat(never.out() + never.err()).as(command).doesNotContain(ESCAPE);
        }
        assertThat(redkit("call", "NOSUCHCOMMAND")
                        .env("CLICOLOR_FORCE", "1")
                        .run()
                        .err())
                .contains(ESCAPE);
        assertThat(redkit("--color", "always", "call", "NOSUCHCOMMAND").run().err())
                .contains(ESCAPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"table", "json", "ndjson", "csv", "yaml", "raw"})
    void endsQuietlyWhenItsReaderHasSeenEnough(String format) {
        String line = "{ redkit -o " + format + " call KEYS '*'; echo $? >&2; } | head -n 1";
        Program.Result result = shell(line).run();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).isEqualTo("0\n");
    }

    @Test
    void keepsTheExitCodeOfItsWorkWhenNobodyReadsTheSummary() {
        Program.Result result =
                shell("{ echo NOSUCH | redkit pipe; echo exit $? >&2; } | true").run();
        Outcome.noTraces(result);
        assertThat(result.err()).contains("1 of 1 commands failed", "exit 4");
    }

    @Test
    void saysThatItsOutputCannotBeWritten() {
        Outcome.failed(shell("redkit call KEYS '*' >/dev/full").run(), 1, "standard output", "No space left");
        Outcome.failed(shell("redkit -o json info >/dev/full").run(), 1, "standard output", "No space left");
    }

    @Test
    void saysThatItHasTooLittleMemory() {
        Program.Result result = redkit("call", "-x", "SET", "big")
                .env("REDKIT_OPTS", "-Xmx24m")
                .stdin(new byte[48 << 20])
                .run();
        Outcome.failed(result, 1, "not enough memory");
        assertThat(result.err()).contains("REDKIT_OPTS=-Xmx");
    }

    @Test
    void worksWithoutAnybodyWhoListens() {
        Program.Result result =
                shell("echo SET a 1 | redkit pipe >/dev/null 2>&-; echo $?").run();
        assertThat(result.out()).isEqualTo("0\n");
    }
}
