package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestCluster;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way to say where the server is and who asks, each on a real one, and which of two ways wins. */
@RedisServer(
        config = {
            "requirepass " + PlacesIT.PASSWORD,
            "user ann on >p@ss:w/rd%1 ~* +@all",
            "masterauth " + PlacesIT.PASSWORD
        })
final class PlacesIT {
    static final String PASSWORD = "the-default-users";
    private static final String ANN = "p%40ss%3Aw%2Frd%251";

    @TempDir
    private Path config;

    private final TestServer server;
    private final String port;

    PlacesIT(TestServer server) {
        this.server = server;
        this.port = Integer.toString(server.port());
    }

    /** Says who is asked by whom in which database: {@code ann@2}. */
    private String who(Program program) {
        String info = Outcome.done(program.run());
        return field(info, "user") + "@" + field(info, "db");
    }

    private static String field(String info, String name) {
        return info.lines()
                .filter(line -> line.startsWith(name + ","))
                .map(line -> line.substring(name.length() + 1))
                .collect(Collectors.joining());
    }

    private Program asked(String... where) {
        String[] words = new String[where.length + 5];
        System.arraycopy(where, 0, words, 0, where.length);
        System.arraycopy(new String[] {"-o", "csv", "call", "CLIENT", "INFO"}, 0, words, where.length, 5);
        return Program.redkit(words);
    }

    @Test
    void findsTheServerByUri() {
        assertThat(who(asked("-u", "redis://ann:" + ANN + "@127.0.0.1:" + port + "/2")))
                .isEqualTo("ann@2");
        assertThat(who(asked("--uri", "redis://:" + PASSWORD + "@localhost:" + port)))
                .isEqualTo("default@0");
        assertThat(who(asked("-n", "5", "-u", "redis://:" + PASSWORD + "@127.0.0.1:" + port + "/2")))
                .isEqualTo("default@5");
    }

    @Test
    void findsTheServerByItsSocket() {
        String socket = server.socket().toString();
        assertThat(who(asked("-s", socket, "-n", "3").env("REDISCLI_AUTH", PASSWORD)))
                .isEqualTo("default@3");
        assertThat(who(asked("-u", "redis-socket://ann:" + ANN + "@" + socket + "?db=1")))
                .isEqualTo("ann@1");
        Program.Result piped = Program.redkit("-s", socket, "-o", "csv", "pipe")
                .env("REDISCLI_AUTH", PASSWORD)
                .stdin("PING\n")
                .run();
        Outcome.done(piped);
        assertThat(Outcome.number(piped, "accepted")).isEqualTo(1);
    }

    @Test
    void takesOptionsBeforeTheEnvironmentBeforeTheProfile() throws IOException {
        Path file = config.resolve("redkit/config.toml");
        Files.createDirectories(file.getParent());
        Files.writeString(file, """
                [profiles.here]
                uri = "redis://127.0.0.1:%s/4"
                user = "ann"
                password = "p@ss:w/rd%%1"
                [profiles.nowhere]
                uri = "redis://127.0.0.1:1"
                """.formatted(port));
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        String here = "redis://:" + PASSWORD + "@127.0.0.1:" + port + "/7";
        assertThat(who(profiled(asked("--profile", "here")))).isEqualTo("ann@4");
        assertThat(who(profiled(asked()).env("REDKIT_PROFILE", "here"))).isEqualTo("ann@4");
        assertThat(who(profiled(asked("-n", "6", "--profile", "here")))).isEqualTo("ann@6");
        assertThat(who(profiled(asked()).env("REDIS_URL", here))).isEqualTo("default@7");
        assertThat(who(profiled(asked("-u", here)).env("REDIS_URL", "redis://127.0.0.1:1")))
                .isEqualTo("default@7");
        assertThat(who(profiled(asked("-u", here)).env("REDISCLI_AUTH", "of-another-server")))
                .isEqualTo("default@7");
        assertThat(who(profiled(asked("-p", port))
                        .env("REDISCLI_AUTH", PASSWORD)
                        .env("REDIS_URL", "redis://127.0.0.1:1")))
                .isEqualTo("default@0");
        Path secret = Files.writeString(config.resolve("secret"), PASSWORD + "\n");
        secret.toFile().setReadable(false, false);
        secret.toFile().setReadable(true, true);
        assertThat(who(profiled(asked("-p", port, "--pass-file", secret.toString()))
                        .env("REDISCLI_AUTH", "wrong")))
                .isEqualTo("default@0");
        Outcome.failed(profiled(asked("--profile", "nowhere")).run(), 6, "127.0.0.1:1");
        Outcome.failed(profiled(asked("--profile", "her")).run(), 2, "her");
    }

    private Program profiled(Program program) {
        return program.env("XDG_CONFIG_HOME", config.toString());
    }

    @Test
    void asksTheSentinelsForTheMaster(TestSentinels sentinels) {
        String addresses =
                sentinels.target().addresses().stream().map(Object::toString).collect(Collectors.joining(","));
        Program call =
                Program.redkit("--sentinel", addresses, "--master", TestSentinels.MASTER, "call", "SET", "a", "1");
        assertThat(Outcome.done(call.env("REDISCLI_AUTH", PASSWORD).run())).isEqualTo("OK\n");
        assertThat(sentinels.master().ask("GET", "a").text()).isEqualTo("1");
        String uri = "redis-sentinel://:" + PASSWORD + "@" + addresses + "/#" + TestSentinels.MASTER;
        Program.Result piped = Program.redkit("-u", uri, "-o", "csv", "pipe")
                .stdin("SET b 2\n")
                .run();
        Outcome.done(piped);
        assertThat(sentinels.master().ask("GET", "b").text()).isEqualTo("2");
        Program unknown = Program.redkit("--sentinel", addresses, "--master", "nobody", "ping");
        Program.Result result = unknown.env("REDISCLI_AUTH", PASSWORD).run();
        assertThat(result.exit()).as("%s", result).isNotZero();
        assertThat(result.err()).contains("nobody");
        Outcome.noTraces(result);
    }

    @Test
    void reachesEveryNodeOfACluster(TestCluster cluster) {
        String first = Integer.toString(cluster.masters().get(0).port());
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 3_000; i++) {
            commands.append("SET key:").append(i).append(" v\n");
        }
        Program.Result piped = Program.redkit("-c", "-p", first, "-o", "csv", "pipe")
                .env("REDISCLI_AUTH", PASSWORD)
                .stdin(commands.toString())
                .run();
        Outcome.done(piped);
        assertThat(Outcome.number(piped, "accepted")).isEqualTo(3_000);
        long keys = cluster.masters().stream()
                .mapToLong(node -> node.ask("DBSIZE").number())
                .sum();
        assertThat(keys).isEqualTo(3_000);
        for (int i = 0; i < 6; i++) {
            Program get = Program.redkit("-c", "-p", first, "call", "GET", "key:" + i);
            assertThat(Outcome.done(get.env("REDISCLI_AUTH", PASSWORD).run())).isEqualTo("v\n");
        }
        Program plain = Program.redkit("-p", first, "-o", "csv", "pipe").env("REDISCLI_AUTH", PASSWORD);
        Program.Result moved = plain.stdin(commands.toString()).run();
        Outcome.failedAfterData(moved, 4, "of 3000 commands failed");
        assertThat(moved.err()).contains("MOVED");
    }

    @Test
    void bringsAServerAlong() {
        assertThat(Outcome.done(
                        Program.redkit("--embedded", "call", "SET", "a", "1").run()))
                .isEqualTo("OK\n");
        Path kept = config.resolve("kept");
        String dir = "--embedded=" + kept;
        assertThat(Outcome.done(Program.redkit(dir, "call", "SET", "größe", "數").run()))
                .isEqualTo("OK\n");
        assertThat(Outcome.done(Program.redkit(dir, "call", "GET", "größe").run()))
                .isEqualTo("數\n");
        assertThat(Outcome.done(Program.redkit("--embedded", "-n", "2", "call", "DBSIZE")
                        .run()))
                .isEqualTo("0\n");
    }
}
