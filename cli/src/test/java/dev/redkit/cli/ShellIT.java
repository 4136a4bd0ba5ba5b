package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.NeedsTool;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.Screen;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** The shell as it stands on a terminal. What was on the screen is told with the results. */
@NeedsTool("tmux")
@RedisServer
final class ShellIT {
    private static final String PROMPT = " master> ";

    private final TestServer server;

    @TempDir
    private Path folder;

    private TestReporter reporter;

    ShellIT(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty(TestReporter itsReporter) {
        reporter = itsReporter;
        server.ask("FLUSHALL");
    }

    private Screen open(int columns, int rows, String options) {
        return Screen.start(
                columns,
                rows,
                "export XDG_STATE_HOME='" + folder + "' PAGER='less -SRXF' EDITOR='" + folder + "/editor'; exec '"
                        + Program.launcher() + "' -p " + server.port() + " " + options);
    }

    private Screen open() {
        Screen screen = open(100, 24, "shell");
        return screen.await(PROMPT.strip());
    }

    private static Screen line(Screen screen, String text) {
        return screen.type(text).press("Enter");
    }

    private void show(String name, Screen screen) {
        reporter.publishEntry(name, "\n" + screen.text().stripTrailing());
    }

    /** The prompt is there again, with nothing behind it. */
    private static void awaitPrompt(Screen screen, String prompt) {
        Eventually.holds(
                () -> screen.text().stripTrailing().endsWith(prompt.strip()), () -> "a prompt:\n" + screen.text());
    }

    /** Gives up what is being typed. What is typed before the new prompt is there may be given up with it. */
    private static void giveUp(Screen screen) {
        screen.press("C-c");
        awaitPrompt(screen, PROMPT);
    }

    private static void awaitPainted(Screen screen, String regex) {
        Pattern pattern = Pattern.compile(regex);
        Eventually.holds(() -> pattern.matcher(screen.colours()).find(), screen::colours);
    }

    /** What stands on the screen that often. */
    private static void await(Screen screen, String text, int times) {
        Eventually.holds(() -> screen.text().split(Pattern.quote(text), -1).length == times + 1, screen::text);
    }

    @Test
    void bareRedkitOnATerminalIsAShellAndLeavesAtCtrlD() {
        try (Screen screen = open(100, 24, "")) {
            screen.await(PROMPT.strip());
            line(screen, "PING").await("PONG");
            awaitPrompt(screen, PROMPT);
            screen.press("C-d");
            assertThat(screen.awaitExit()).isZero();
        }
    }

    @Test
    void completesHintsAndPaints() {
        server.ask("HSET", "user:1", "name", "Ada", "age", "36");
        server.ask("HSET", "user:2", "name", "Grace");
        try (Screen screen = open()) {
            screen.type("hgeta").press("Tab");
            screen.await("hgetall key");
            show("a hint", screen);
            screen.type("us");
            Eventually.holds(
                    () -> {
                        screen.press("Tab");
                        return screen.text().contains("hgetall user:");
                    },
                    screen::text);
            screen.await("user:2");
            show("keys", screen);
            // Painted: the command, and the key in another colour.
            awaitPainted(screen, "\u001b\\[1m\u001b\\[34mhgetall.*\u001b\\[32muser:");
            screen.press("C-u").type("hgetall user:1").press("Enter");
            screen.await("\"Ada\"");
            show("a table", screen);
            screen.type("nosuchcommand x");
            screen.await("nosuchcommand x");
            awaitPainted(screen, "\u001b\\[4m\u001b\\[31mnosuchcommand");
            giveUp(screen);
            screen.type("set k v e");
            screen.await("EX seconds");
            show("options", screen);
            giveUp(screen);
            // The past goes before the syntax; the right arrow takes it.
            screen.type("hgeta");
            await(screen, "hgetall user:1", 2);
            screen.press("Right", "Enter");
            await(screen, "\"Ada\"", 2);
        }
    }

    @Test
    void completesWhatTheServerTakesItsTimeToTell() {
        server.ask("SET", "user:1", "Ada");
        try (FaultProxy proxy = FaultProxy.to(server.port());
                Screen screen = Screen.redkit(100, 24, "-p " + proxy.port() + " shell")) {
            screen.await(PROMPT.strip());
            proxy.toClient().hold();
            screen.type("get us").press("Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab", "Tab");
            // When this is seen, all these keys have been heard.
            screen.press("C-a").type("x").await("xget us").press("BSpace", "C-e");
            proxy.toClient().clear();
            Eventually.holds(
                    () -> {
                        screen.press("Tab");
                        return screen.text().contains("get user:1");
                    },
                    screen::text);
        }
    }

    @Test
    void showsATransactionInItsPrompt() {
        try (Screen screen = open()) {
            line(screen, "MULTI").await("(tx 0)");
            line(screen, "SET a 1").await("(tx 1)");
            line(screen, "SET a").await("(tx 1, 1 refused!)");
            line(screen, "\\tx").await("1) SET a 1");
            show("a transaction", screen);
            line(screen, "EXEC").await("EXECABORT");
            line(screen, "MULTI");
            line(screen, "SELECT 4");
            line(screen, "EXEC").await("[4] master>");
            show("after it", screen);
        }
    }

    @Test
    void followsChannelsAndComesBack() {
        try (Screen screen = open()) {
            line(screen, "SUBSCRIBE jobs --grep good").await("watching");
            Eventually.holds(() -> server.ask("PUBLISH", "jobs", "a good one").number() == 1, screen::text);
            server.ask("PUBLISH", "jobs", "a bad one");
            server.ask("PUBLISH", "jobs", "good again");
            screen.await("good again");
            show("messages", screen);
            screen.press("C-c");
            awaitPrompt(screen, PROMPT);
            assertThat(screen.text()).doesNotContain("a bad one");
            line(screen, "MONITOR").await("all commands");
            Eventually.holds(
                    () -> {
                        server.ask("GET", "monitored");
                        return screen.text().contains("monitored");
                    },
                    screen::text);
            screen.press("C-c");
            line(screen, "PING").await("PONG");
            show("back", screen);
        }
    }

    @Test
    @NeedsTool("less")
    void pipesAndPages() {
        server.ask("SET", "doc", "{\"b\":[1,2]}");
        server.ask("EVAL", "for i = 1, 5000 do redis.call('RPUSH', 'long', 'element-' .. i) end", "0");
        try (Screen screen = open()) {
            line(screen, "GET doc | tr b B").await("{\"B\":[1,2]}");
            line(screen, "LRANGE long 0 -1").await("element-20");
            assertThat(screen.text()).doesNotContain(PROMPT + "\n");
            show("a page", screen);
            screen.press("Space").await("element-40").press("q");
            awaitPrompt(screen, PROMPT);
            line(screen, "LRANGE long 0 -1 | wc -l").await("5000");
            line(screen, "GET doc").await("[1,2]");
            show("after a page", screen);
        }
    }

    @Test
    void ctrlCGivesACommandUpAndTheConnectionStays() {
        try (Screen screen = open()) {
            line(screen, "SELECT 3").await("[3]");
            line(screen, "BLPOP nosuch 0");
            Eventually.holds(() -> server.ask("INFO", "clients").text().contains("blocked_clients:1"), screen::text);
            screen.press("C-c");
            screen.await("(nil)");
            line(screen, "GET x").await("(nil)");
            assertThat(screen.text()).contains("[3]").doesNotContain("connection lost");
            show("Ctrl-C", screen);
        }
    }

    @Test
    void comesBackWhenTheServerDoes() {
        try (TestServer other = TestServer.start(server.flavour());
                Screen screen = Screen.redkit(120, 24, "-p " + other.port() + " shell")) {
            screen.await(PROMPT.strip());
            line(screen, "SELECT 2").await("[2]");
            line(screen, "MULTI").await("(tx 0)");
            line(screen, "SET a 1").await("(tx 1)");
            screen.type("GET half");
            other.kill();
            screen.await("lost with it: the transaction (1 command queued)").await("not connected");
            show("gone while typing", screen);
            other.start();
            screen.await("connected again").await("[2] master> GET half");
            screen.press("Enter").await("(nil)");
            show("back again", screen);
        }
    }

    @Test
    void asksBeforeWhatCannotBeUndone() {
        server.ask("SET", "a", "1");
        try (Screen screen = open()) {
            line(screen, "FLUSHALL").await("Type db0 to go on:");
            line(screen, "no").await("not sent");
            assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
            line(screen, "FLUSHALL");
            await(screen, "Type db0", 2);
            giveUp(screen);
            line(screen, "FLUSHALL");
            line(screen, "db0").await("OK");
            show("danger", screen);
            assertThat(server.ask("DBSIZE").number()).isZero();
        }
    }

    @Test
    void keepsSecretsOutOfItsHistory() throws IOException {
        Path past = folder.resolve("redkit/history");
        try (Screen screen = open()) {
            line(screen, "PING").await("PONG");
            line(screen, "ACL SETUSER ann on >opensesame ~* +@all");
            line(screen, "y").await("OK");
            line(screen, "AUTH ann opensesame");
            line(screen, " GET unremembered").await("(nil)");
            line(screen, "CONFIG SET requirepass opensesame");
            line(screen, "y");
            line(screen, "GET remembered");
            line(screen, "CONFIG SET requirepass ''");
            line(screen, "y");
            line(screen, "exit");
            screen.awaitExit();
            show("secrets", screen);
        } finally {
            server.ask("ACL", "DELUSER", "ann");
        }
        assertThat(Files.readString(past))
                .doesNotContain("opensesame", "unremembered")
                .contains("PING", "remembered");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(past)))
                .isEqualTo("rw-------");
    }

    @Test
    void asksForThePasswordThatTheServerWants() {
        try (TestServer locked = TestServer.start(server.flavour(), "requirepass opensesame");
                Screen screen = Screen.redkit(100, 24, "-p " + locked.port() + " shell")) {
            screen.await("not connected: ");
            line(screen, "AUTH").await("password:");
            line(screen, "opensesame").await("OK");
            screen.await(PROMPT.strip());
            line(screen, "SET a 1");
            await(screen, "OK", 2);
            assertThat(screen.text()).doesNotContain("opensesame");
            show("a password", screen);
        }
    }

    @Test
    void isUsableOnANarrowScreenAndWhenThatGrows() {
        try (Screen screen = open(20, 12, "shell")) {
            screen.await(":" + server.port() + "> ".strip());
            line(screen, "HSET h name Ada age 36").await("2");
            line(screen, "HGETALL h").await("\"36\"");
            show("20 columns", screen);
            screen.resize(100, 24);
            line(screen, "GET x").await("(nil)");
            screen.await("127.0.0.1:" + server.port() + PROMPT.stripTrailing());
        }
    }

    @Test
    void editsALineInTheEditor() throws IOException {
        Path editor = Files.writeString(folder.resolve("editor"), "#!/bin/sh\necho 'ECHO from-the-editor' >\"$1\"\n");
        Files.setPosixFilePermissions(editor, PosixFilePermissions.fromString("rwx------"));
        try (Screen screen = open()) {
            line(screen, "\\e GET x").await("> ECHO from-the-editor").press("Enter");
            screen.await("\nfrom-the-editor");
        }
    }

    @Test
    void runsPastedLinesOneAfterTheOther() {
        try (Screen screen = open()) {
            screen.type("\u001b[200~SET a \"x\ny\"\nSTRLEN a\u001b[201~")
                    .press("Enter")
                    .await("OK\n3");
            show("pasted", screen);
        }
    }

    @Test
    void aDumbTerminalGetsNoEscapeCodes() {
        String line = "TERM=dumb exec '" + Program.launcher() + "' -p " + server.port() + " shell | cat -v";
        try (Screen screen = Screen.start(80, 10, line)) {
            line(screen, "GET x").await("(nil)");
            line(screen, "exit");
            screen.awaitExit();
            assertThat(screen.text()).doesNotContain("^[");
        }
        try (Screen screen = Screen.start(
                80, 10, "export TERM=dumb; exec '" + Program.launcher() + "' -p " + server.port() + " shell")) {
            screen.await(">");
            line(screen, "GET x").await("(nil)");
            line(screen, "exit");
            screen.awaitExit();
            show("dumb", screen);
        }
    }
}
