package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.UsageError;
import dev.redkit.target.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Option before environment before profile before default. */
class TargetsTest {
    private static final String PROFILES = """
            [profiles.prod]
            uri = "rediss://redis.example:6390/2"
            user = "app"
            pass-command = "echo from-command"
            protected = true

            [profiles.other]
            uri = "redis://other:7000"
            """;

    @TempDir
    private Path folder;

    private final Map<String, String> env = new HashMap<>();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private Targets targets(String... args) {
        env.put("XDG_CONFIG_HOME", folder.toString());
        Console console =
                new Console(OutputStream.nullOutputStream(), err, InputStream.nullInputStream(), Terminal.NONE, env);
        Syntax root = new Syntax("redkit", "");
        GlobalOptions options = new GlobalOptions(root);
        Program program = new Program(console, env, new Cancellation(() -> {}));
        String[] words = new String[args.length + 1];
        System.arraycopy(args, 0, words, 0, args.length);
        words[args.length] = "ping";
        new Words(root, options, new CliSession(program, root, options)).parse(words);
        return new Targets(options, env, console);
    }

    private Target target(String... args) {
        return targets(args).resolve();
    }

    private void config(String text) throws IOException {
        Files.createDirectories(folder.resolve("redkit"));
        Files.writeString(folder.resolve("redkit/config.toml"), text);
    }

    @Test
    void isTheUsualPlaceWithoutAWord() {
        assertThat(target()).hasToString("127.0.0.1:6379");
        assertThat(target().credentials().present()).isFalse();
    }

    @Test
    void readsOptions() {
        assertThat(target("-h", "redis", "-p7000", "-n", "3")).hasToString("redis:7000 db 3");
        assertThat(target("-s", "/run/redis.sock")).hasToString("/run/redis.sock");
        assertThat(target("-c", "-h", "a")).hasToString("cluster a:6379");
        assertThat(target("-u", "redis://a:1", "-u", "redis://b:2")).hasToString("cluster a:1,b:2");
        assertThat(target("--sentinel", "a,b:1", "--master", "m")).hasToString("master 'm' of sentinels a:26379,b:1");
        assertThat(target("--tls").tls()).isPresent();
        assertThat(target("--resp", "2").protocol()).isEqualTo(2);
        assertThat(target("--timeout", "250ms").timeout()).hasMillis(250);
    }

    @Test
    void readsUris() {
        Target secure = target("-u", "rediss://ann:p%40ss@host:7/1");
        assertThat(secure).hasToString("host:7 db 1 (TLS)");
        assertThat(secure.credentials().user()).isEqualTo("ann");
        assertThat(secure.credentials().password()).isEqualTo("p@ss");
        assertThat(target("-u", "redis-socket:///run/r.sock?db=2")).hasToString("/run/r.sock db 2");
        assertThat(target("-u", "redis-sentinel://a,b:1/3#m")).hasToString("master 'm' of sentinels a:26379,b:1 db 3");
        assertThat(target("-u", "redis://[::1]:7000")).hasToString("[::1]:7000");
        assertThat(target("-c", "-u", "redis://:x@a:1/0")).hasToString("cluster a:1");
    }

    @Test
    void theEnvironmentComesAfterTheOptions() {
        env.put("REDIS_URL", "redis://env:1");
        env.put("REDISCLI_AUTH", "secret");
        assertThat(target()).hasToString("env:1");
        assertThat(target().credentials().password()).isEqualTo("secret");
        assertThat(target("-h", "option")).hasToString("option:6379");
        assertThat(target("-a", "typed").credentials().password()).isEqualTo("typed");
    }

    @Test
    void aPasswordOnTheCommandLineIsWarnedOf() {
        target("-a", "hush");
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("warning: -a leaves")
                .doesNotContain("hush");
    }

    @Test
    void readsProfiles() throws IOException {
        config("default = \"other\"\n" + PROFILES);
        Target prod = target("--profile", "prod");
        assertThat(prod).hasToString("redis.example:6390 db 2 (TLS)");
        assertThat(prod.credentials().user()).isEqualTo("app");
        assertThat(prod.credentials().password()).isEqualTo("from-command");
        assertThat(targets("--profile", "prod").inUse().flag("protected")).isTrue();
        assertThat(target()).hasToString("other:7000");
        env.put("REDKIT_PROFILE", "prod");
        assertThat(target()).hasToString("redis.example:6390 db 2 (TLS)");
        assertThat(target("--profile", "other")).hasToString("other:7000");
        assertThat(target("--profile", "prod", "-n", "5")).hasToString("redis.example:6390 db 5 (TLS)");
    }

    @Test
    void aProfileNobodyNamedLendsItsPasswordToNoOtherServer() throws IOException {
        config(PROFILES);
        env.put("REDKIT_PROFILE", "prod");
        Target other = target("-h", "localhost");
        assertThat(other).hasToString("localhost:6379");
        assertThat(other.credentials().present()).isFalse();
        env.put("REDIS_URL", "redis://env:1");
        assertThat(target().credentials().present()).isFalse();
    }

    @Test
    void aPassCommandRunsForEachConnectionAndItsFailureIsTold() throws IOException {
        Path count = folder.resolve("count");
        config("[profiles.p]\nuri='redis://a'\npass-command=\"echo x >> " + count + "; wc -l < " + count + "\"\n");
        Target target = target("--profile", "p");
        assertThat(target.credentials().password().strip()).isEqualTo("1");
        assertThat(target.credentials().password().strip()).isEqualTo("2");
        config("[profiles.p]\nuri='redis://a'\npass-command='echo secret; echo no token >&2; exit 3'\n");
        assertThatThrownBy(() -> target("--profile", "p").credentials().password())
                .isInstanceOf(NotAllowed.class)
                .hasMessage("the pass-command of profile 'p' failed with exit code 3: no token");
    }

    @Test
    void aLiteralPasswordThatOthersCanReadIsRefused() throws IOException {
        config("[profiles.p]\nuri='redis://a'\npassword='x'\n");
        Path file = folder.resolve("redkit/config.toml");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThatThrownBy(() -> target("--profile", "p"))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("others can read it");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assertThat(target("--profile", "p").credentials().password()).isEqualTo("x");
    }

    @Test
    void aPassFileThatOthersCanReadIsWarnedOf() throws IOException {
        Path file = folder.resolve("secret");
        Files.writeString(file, "first\nsecond\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(target("--pass-file", file.toString()).credentials().password())
                .isEqualTo("first");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("others can read");
    }

    @Test
    void saysWhereTheConfigurationIsWrong() throws IOException {
        config("[profiles.p]\nuri='redis://a'\nport = \n");
        assertThatThrownBy(() -> target("--profile", "p"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("config.toml, line 3:");
        config("[profiles.p]\nurl='redis://a'\n");
        assertThatThrownBy(() -> target("--profile", "p"))
                .isInstanceOfSatisfying(
                        UsageError.class, e -> assertThat(e.hint()).contains("did you mean 'uri'?"))
                .hasMessageContaining("unknown key 'url'");
        config(PROFILES);
        assertThatThrownBy(() -> target("--profile", "prdo"))
                .isInstanceOfSatisfying(
                        UsageError.class, e -> assertThat(e.hint()).contains("did you mean 'prod'?"));
    }

    @Test
    void noComplaintRepeatsAUri() {
        for (String uri : new String[] {"redis:hush@x", "nope://:hush@x", "redis://:hush@x/db", "redis://:hush%zz@x"}) {
            assertThatThrownBy(() -> target("-u", uri)).message().doesNotContain("hush");
        }
    }
}
