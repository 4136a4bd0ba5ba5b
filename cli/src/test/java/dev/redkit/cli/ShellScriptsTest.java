package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.commands.Catalog;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code redkit shell} without a terminal: scripts, single commands, and where their output goes. */
@RedisServer
class ShellScriptsTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    ShellScriptsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Cli.Result script(String... lines) {
        return script(List.of(), lines);
    }

    private Cli.Result script(List<String> options, String... lines) {
        List<String> words = new ArrayList<>(List.of("-p", Integer.toString(server.port())));
        words.addAll(options);
        words.add("shell");
        return new Cli()
                .input((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8))
                .with(words);
    }

    private Cli.Result command(byte[] input, String... words) {
        List<String> line = new ArrayList<>(List.of("-p", Integer.toString(server.port()), "shell"));
        line.addAll(List.of(words));
        return new Cli().input(input).with(line);
    }

    @Test
    void runsItsLinesOneAfterTheOther() {
        Cli.Result result =
                script("# a remark", "", "SET greeting \"hello\\nworld\"", "GET greeting", "  STRLEN greeting");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).isEqualTo("OK\nhello\nworld\n11\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void stopsAtTheFirstErrorAndNamesItsLine() {
        Cli.Result result = script("SET a x", "", "INCR a", "SET b 1");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("line 3: INCR", "not an integer");
        assertThat(server.ask("EXISTS", "b").number()).isZero();
    }

    @Test
    void anOpenQuoteGoesOnInTheNextLine() {
        Cli.Result result = script("SET a \"first", "second\"", "GET a", "NOSUCH");
        assertThat(result.out()).isEqualTo("OK\nfirst\nsecond\n");
        assertThat(result.err()).contains("line 4: unknown command 'NOSUCH'");
        Cli.Result open = script("SET a 1", "SET a \"never closed");
        assertThat(open.exit()).isEqualTo(8);
        assertThat(open.err()).contains("line 2: a quote is never closed");
    }

    @Test
    void endsWithTheCodeOfItsError() {
        assertThat(script("load /nosuchfile.csv --as hash --key {x}").exit()).isEqualTo(2);
        assertThat(script("load").exit()).isEqualTo(2);
        assertThat(script("FLUSHALL").exit()).isEqualTo(9);
        assertThat(script(List.of("-y"), "FLUSHALL").exit()).isZero();
        assertThat(new Cli()
                        .input("PING\n".getBytes(StandardCharsets.UTF_8))
                        .with("-p", "1", "shell")
                        .exit())
                .isEqualTo(6);
        assertThat(script("GET 'a'b").exit()).isEqualTo(2);
        assertThat(script("\\nosuch").exit()).isEqualTo(2);
    }

    @Test
    void inATransactionErrorsAreNamedWhereTheyAreMade() {
        Cli.Result result = script("MULTI", "SET a 1", "SET a", "EXEC");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.err()).contains("line 3: SET", "EXEC will do nothing");
        assertThat(server.ask("EXISTS", "a").number()).isZero();
        Cli.Result inside = script("SET s x", "MULTI", "INCR s", "SET t 1", "EXEC");
        assertThat(inside.exit()).isEqualTo(1);
        assertThat(inside.err()).contains("line 5: 1 error is inside the reply to EXEC");
    }

    @Test
    void sendsOutputToProgramsAndFiles() throws IOException {
        Path file = folder.resolve("out.txt");
        Path input = Files.write(folder.resolve("in.bin"), new byte[] {0, 1, (byte) 0xff, '\n'});
        Cli.Result result = script(
                "SET binary < " + input,
                "STRLEN binary",
                "MSET a 1 b 2",
                "MGET a b | sort -r",
                "GET a > " + file,
                "GET b >> " + file,
                "SET list \"x | y\"",
                "GET list");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).isEqualTo("OK\n4\nOK\n2\n1\nOK\nx | y\n");
        assertThat(file).hasContent("1\n2\n");
    }

    @Test
    void leavesTheIdAloneThatIsOnlyABiggerSign() {
        Cli.Result result = script("XADD s 1-1 f v", "XGROUP CREATE s g 0", "XREADGROUP GROUP g c COUNT 1 STREAMS s >");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("1-1");
    }

    @Test
    void aFileIsWrittenWholeOrNotAtAll() {
        Path file = folder.resolve("kept.txt");
        Cli.Result result = script("SET a x", "INCR a > " + file);
        assertThat(result.exit()).isEqualTo(1);
        assertThat(file).doesNotExist();
    }

    @Test
    void hasVariablesAndTheLastReply() {
        Cli.Result result = script(
                "\\set key user:1", "SET $key Ada", "GET $key", "GET '$key'", "MSET k:1 a k:2 b", "KEYS k:*", "DEL $_");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).startsWith("OK\nAda\n(nil)\nOK\n").endsWith("2\n");
        assertThat(server.ask("EXISTS", "k:1", "k:2").number()).isZero();
    }

    @Test
    void repeatsAndIncludes() throws IOException {
        Path inner = Files.writeString(folder.resolve("inner.redis"), "INCR n\nINCR\n");
        Cli.Result result = script("3 INCR n", "\\i " + inner, "INCR n");
        assertThat(result.out()).isEqualTo("1\n2\n3\n4\n");
        assertThat(result.err()).contains("line 2: " + inner + ", line 2: INCR");
        assertThat(result.exit()).isEqualTo(1);
    }

    @Test
    void chosenFormatsAreThatOfEveryReply() {
        Cli.Result result = script("HSET h a 1", "\\o json", "HGETALL h", "\\o raw", "HGETALL h");
        assertThat(result.out()).isEqualTo("1\n{\n  \"a\": \"1\"\n}\na 1\n");
        assertThat(script(List.of("-o", "ndjson"), "RPUSH l x y", "LRANGE l 0 -1")
                        .out())
                .endsWith("\"x\"\n\"y\"\n");
    }

    @Test
    void runsOneCommandThatIsGivenAsWords() throws IOException {
        assertThat(command(new byte[0], "SET", "a", "1 2").out()).isEqualTo("OK\n");
        assertThat(command(new byte[] {0, 'x'}, "-x", "SET", "a").exit()).isZero();
        assertThat(server.ask("STRLEN", "a").number()).isEqualTo(2);
        Path lua = Files.writeString(folder.resolve("add.lua"), "return redis.call('INCRBY', KEYS[1], ARGV[1])");
        assertThat(command(new byte[0], "--eval", lua.toString(), "n", ",", "5").out())
                .isEqualTo("5\n");
        assertThat(command(new byte[0], "GET").exit()).isEqualTo(1);
    }

    @Test
    void refusesToWriteWhenItIsReadOnly() {
        Cli.Result result = new Cli()
                .input("GET a\nSET a 1\n".getBytes(StandardCharsets.UTF_8))
                .with("-p", Integer.toString(server.port()), "shell", "--read-only");
        assertThat(result.exit()).isEqualTo(9);
        assertThat(result.err()).contains("line 2: refused: SET may write");
        assertThat(new Cli()
                        .input("load x.csv\n".getBytes(StandardCharsets.UTF_8))
                        .with("-p", Integer.toString(server.port()), "shell", "--read-only")
                        .exit())
                .isEqualTo(9);
        assertThat(server.ask("EXISTS", "a").number()).isZero();
    }

    @Test
    void startsNoProgramsWhereThatIsOff() {
        Cli.Result result = new Cli()
                .input("GET a | cat\n".getBytes(StandardCharsets.UTF_8))
                .with("-p", Integer.toString(server.port()), "shell", "--no-programs");
        assertThat(result.exit()).isEqualTo(2);
    }

    @Test
    void followsWhatRepliesSayOfTheConnection() {
        Cli.Result result = script(
                "SELECT 3",
                "SET a three",
                "MULTI",
                "SELECT 4",
                "SET a four",
                "EXEC",
                "redkit call GET a",
                "RESET",
                "redkit call GET a");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("four\nRESET\n(nil)\n");
    }

    @Test
    void explainsAndPeeks() {
        Cli.Result result =
                script("RPUSH list 1 2 3", "\\o json", "\\peek list", "\\explain DEL list", "\\o table", "help GETEX");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out())
                .contains("\"encoding\": \"", "\"elements\": 3", "\"complexity\": \"O(N)", "GETEX key", "6.2.0");
    }

    static List<String> commands() {
        return Catalog.names().stream().filter(name -> !name.equals("shell")).toList();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandOfRedkitIsThere(String name) {
        Cli.Result inside = script("redkit " + name + " --help");
        assertThat(inside.exit()).as("%s", inside).isZero();
        assertThat(inside.out()).isEqualTo(Cli.run(name, "--help").out());
    }

    @Test
    void commandsOfRedkitUseTheServerOfTheShell() throws IOException {
        Path rows = Files.writeString(folder.resolve("rows.csv"), "id,name\n1,Ada\n2,Grace\n");
        Path keys = folder.resolve("keys.jsonl");
        Path rdb = folder.resolve("keys.rdb");
        Cli.Result result = script(
                "SELECT 2",
                "load " + rows + " --as hash --key user:{id}",
                "HGET user:2 name",
                "redkit ping",
                "\\info server -o csv > " + folder.resolve("info.csv"),
                "export 'user:*' --out " + keys,
                "export 'user:*' --out " + rdb,
                "backup keys " + rdb + " | grep -c user:",
                "backup take " + folder.resolve("backups"),
                "model list",
                "tail jobs --for 50ms",
                "redkit publish jobs hello");
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("\nGrace\nPONG\n", "\n2\n");
        assertThat(Files.readAllLines(keys)).hasSize(2);
        assertThat(folder.resolve("info.csv")).isNotEmptyFile();
    }

    @Test
    void aCommandOfRedkitThatNamesAServerGoesThere() {
        Cli.Result result = script("redkit ping", "redkit ping -p 1", "redkit ping");
        assertThat(result.exit()).isEqualTo(6);
        assertThat(result.out()).isEqualTo("PONG\n");
        assertThat(result.err()).contains("127.0.0.1:1", "stopped at line 2");
    }

    @Test
    void goesOnWithAnotherServer() {
        try (TestServer other = TestServer.start(server.flavour())) {
            Cli.Result result = script("SET a here", "\\connect 127.0.0.1:" + other.port(), "SET a there", "GET a");
            assertThat(result.exit()).as("%s", result).isZero();
            assertThat(other.ask("GET", "a").text()).isEqualTo("there");
            assertThat(server.ask("GET", "a").text()).isEqualTo("here");
        }
    }

    @Test
    void withoutACommandAPipeGetsHelpAndTwo() {
        assertThat(new Cli().with("-p", Integer.toString(server.port())).exit()).isEqualTo(2);
    }

    @Test
    void theAuditLogTellsWhatWasChangedForGood() throws IOException {
        String port = Integer.toString(server.port());
        String lines = String.join(
                "\n",
                "SET a 1",
                "DEL a",
                "FLUSHDB",
                "MULTI",
                "FLUSHALL",
                "DISCARD",
                "MULTI",
                "SELECT 3",
                "FLUSHDB",
                "EXEC",
                "ACL SETUSER ann on >secret",
                "ACL DELUSER ann",
                "");
        Cli.Result result = new Cli()
                .env("XDG_STATE_HOME", folder.toString())
                .input(lines.getBytes(StandardCharsets.UTF_8))
                .with("-p", port, "--yes", "shell");
        assertThat(result.exit()).as("%s", result).isZero();
        String audit = Files.readString(folder.resolve("redkit/audit.log"));
        assertThat(audit).doesNotContain("secret");
        assertThat(audit.lines())
                .extracting(line -> line.replaceAll(".*\"what\":\"([^\"]*)\".*", "$1"))
                .containsExactly(
                        "shell FLUSHDB",
                        "shell FLUSHDB",
                        "shell ACL SETUSER ann on (redacted)",
                        "shell ACL DELUSER ann");
    }
}
