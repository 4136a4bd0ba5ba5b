package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real server. */
@RedisServer(config = {"requirepass secret", "user ann on >hers ~* +ping +hello +client"})
class ServerRunsTest {
    private final TestServer server;

    ServerRunsTest(TestServer server) {
        this.server = server;
    }

    private Cli cli() {
        return new Cli().env("REDIS_URL", "redis://:secret@127.0.0.1:" + server.port());
    }

    private Cli.Result run(String... words) {
        return cli().with(words);
    }

    @Test
    void pings() {
        assertThat(run("ping").out()).isEqualTo("PONG\n");
        assertThat(run("ping", "hé").out()).isEqualTo("hé\n");
        assertThat(run("ping", "-o", "json").out()).contains("\"reply\": \"PONG\"", "\"ms\": ");
    }

    @Test
    void measuresPings() {
        Cli.Result result = run("ping", "--count", "20", "-o", "ndjson");
        assertThat(result.out())
                .matches("\\{\"address\":\"[^\"]+\",\"sent\":20,\"lost\":0,\"min_ms\":[0-9.E-]+,\"avg_ms\":.*}\n");
    }

    @Test
    void isReadyAtOnceWhenTheServerIs() {
        Cli.Result result = run("ping", "--until-ready", "30s");
        assertThat(result).hasToString(new Cli.Result(0, "PONG\n".getBytes(StandardCharsets.UTF_8), "").toString());
    }

    @Test
    void wrongPasswordsAndForbiddenCommandsAreNotAllowed() {
        Cli wrong = new Cli().env("REDISCLI_AUTH", "wrong-one");
        Cli.Result result = wrong.with("-p", Integer.toString(server.port()), "ping", "--debug");
        assertThat(result.exit()).as(result.toString()).isEqualTo(7);
        assertThat(result.err()).contains("WRONGPASS").doesNotContain("wrong-one");
        Cli.Result ann = new Cli()
                .env("REDISCLI_AUTH", "hers")
                .with("-p", Integer.toString(server.port()), "--user", "ann", "call", "GET", "k");
        assertThat(ann.exit()).isEqualTo(7);
        assertThat(ann.err()).contains("NOPERM");
        assertThat(new Cli().with("-p", Integer.toString(server.port()), "ping").exit())
                .isEqualTo(7);
    }

    @Test
    void callShowsTypedReplies() {
        run("call", "DEL", "h", "l");
        assertThat(run("call", "HSET", "h", "a", "1", "b", "x y").out()).isEqualTo("2\n");
        assertThat(run("call", "HGETALL", "h").out()).isEqualTo("a  \"1\"\nb  \"x y\"\n");
        assertThat(run("-o", "json", "call", "HGETALL", "h").out())
                .isEqualTo("{\n  \"a\": \"1\",\n  \"b\": \"x y\"\n}\n");
        assertThat(run("call", "-o", "csv", "HGETALL", "h").out()).isEqualTo("name,value\na,1\nb,x y\n");
        run("call", "RPUSH", "l", "1", "2");
        assertThat(run("call", "LRANGE", "l", "0", "-1").out()).isEqualTo("1) \"1\"\n2) \"2\"\n");
        assertThat(run("call", "GET", "none").out()).isEqualTo("(nil)\n");
        assertThat(run("-o", "json", "call", "GET", "none").out()).isEqualTo("null\n");
    }

    @Test
    void callSendsWordsThatLookLikeOptions() {
        assertThat(run("call", "ECHO", "--port").out()).isEqualTo("--port\n");
        assertThat(run("call", "ECHO", "-h").out()).isEqualTo("-h\n");
    }

    @Test
    void callTakesAndGivesAnyBytes() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < 256; i++) {
            bytes[i] = (byte) i;
        }
        assertThat(cli().input(bytes).with("call", "-x", "SET", "bin").out()).isEqualTo("OK\n");
        byte[] back = cli().with("-o", "raw", "call", "GET", "bin").outBytes();
        assertThat(back).startsWith(bytes).hasSize(257);
        assertThat(run("-o", "json", "call", "GET", "bin").out()).contains("{\n  \"$base64\": \"AAECAw");
    }

    @Test
    void anErrorReplyIsAFailure() {
        run("call", "SET", "text", "x");
        Cli.Result result = run("call", "INCR", "text");
        assertThat(result.exit()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("ERR value is not an integer");
    }

    @Test
    void dryRunSendsNothing() {
        run("call", "SET", "dry", "before");
        assertThat(run("--dry-run", "call", "SET", "dry", "after").out()).contains("would send to");
        assertThat(run("call", "GET", "dry").out()).isEqualTo("before\n");
    }

    @Test
    void infoIsTyped() {
        assertThat(run("info", "server", "-o", "json").out())
                .startsWith("{\n  \"server\": {")
                .contains("\"hz\": 10");
        assertThat(run("info", "server").out()).startsWith("server\nredis_version");
        assertThat(run("info", "server", "-o", "raw").out()).startsWith("# Server\r\n");
    }

    @Test
    void aProtectedProfileAsksBeforeChanges(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("redkit/config.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(
                file,
                "[profiles.p]\nuri='redis://127.0.0.1:" + server.port() + "'\npassword='secret'\nprotected=true\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Cli cli = new Cli().env("XDG_CONFIG_HOME", folder.toString());
        Cli.Result refused = cli.with("--profile", "p", "call", "SET", "guarded", "x");
        assertThat(refused.exit()).as(refused.toString()).isEqualTo(9);
        assertThat(refused.err()).contains("'SET' on the protected", "--yes");
        assertThat(cli.with("--profile", "p", "call", "GET", "guarded").out()).isEqualTo("(nil)\n");
        assertThat(cli.with("--profile", "p", "-y", "call", "SET", "guarded", "x")
                        .out())
                .isEqualTo("OK\n");
        run("call", "DEL", "guarded");
    }

    @Test
    void initWritesWhatProfileReads(@TempDir Path folder) throws IOException {
        Cli cli = new Cli().env("XDG_CONFIG_HOME", folder.toString());
        String port = Integer.toString(server.port());
        Cli.Result written =
                cli.with("init", "local", "-p", port, "-n", "1", "--pass-command", "echo 'secret' # \"\\", "--default");
        assertThat(written.exit()).as(written.toString()).isZero();
        assertThat(cli.with("ping").out()).isEqualTo("PONG\n");
        assertThat(cli.with("--profile", "local", "ping").out()).isEqualTo("PONG\n");
        Path file = folder.resolve("redkit/config.toml");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(cli.with("init", "local").exit()).isEqualTo(2);
        assertThat(cli.with("init", "more", "-h", "x").exit()).isZero();
        assertThat(file)
                .content()
                .contains("[profiles.local]", "[profiles.more]")
                .startsWith("default = \"local\"");
    }

    @Test
    void initWritesNoPassword(@TempDir Path folder) {
        Cli cli = new Cli().env("XDG_CONFIG_HOME", folder.toString());
        assertThat(cli.with("init", "a", "-a", "hush").exit()).isEqualTo(2);
        assertThat(cli.with("init", "a", "-u", "redis://:hush@x").exit()).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }
}
