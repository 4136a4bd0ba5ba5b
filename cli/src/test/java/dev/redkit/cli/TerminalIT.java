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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stands on a terminal. */
@NeedsTool("tmux")
@RedisServer(config = "requirepass " + TerminalIT.PASSWORD)
final class TerminalIT {
    static final String PASSWORD = "typed-in-the-dark";
    private static final String ESCAPE = "\u001b[";

    @TempDir
    private Path directory;

    private final TestServer server;

    TerminalIT(TestServer server) {
        this.server = server;
    }

    private String where() {
        return "-u redis://:" + PASSWORD + "@127.0.0.1:" + server.port() + " ";
    }

    @Test
    void asksForThePasswordInTheDark() {
        try (Screen screen = Screen.redkit(80, 10, "--askpass -p " + server.port() + " call CLIENT NO-EVICT off")) {
            screen.await("password:").type(PASSWORD).press("Enter").await("OK");
            assertThat(screen.awaitExit()).isZero();
            assertThat(screen.text()).doesNotContain("typed");
        }
    }

    @Test
    void givesTheTerminalItsEchoBackAfterCtrlC() {
        String line = "trap : INT; '" + Program.launcher() + "' --askpass -p " + server.port()
                + " ping; echo ended $?; stty -a | grep -o '[-]*echo '";
        try (Screen screen = Screen.start(80, 10, line)) {
            screen.await("password:").press("C-c").await("ended 130");
            screen.awaitExit();
            assertThat(screen.text()).contains("echo").doesNotContain("-echo");
        }
    }

    @Test
    void paintsOnATerminalAndNotInAPipe() {
        try (Screen screen = Screen.redkit(80, 40, where() + "call NOSUCH")) {
            assertThat(screen.awaitExit()).isEqualTo(1);
            assertThat(screen.colours()).contains(ESCAPE);
        }
        try (Screen screen = Screen.redkit(80, 40, where() + "info server | cat -v; exit 3")) {
            screen.awaitExit();
            assertThat(screen.text()).contains("redis_version").doesNotContain("^[[");
        }
        try (Screen screen = Screen.redkit(80, 40, where() + "--color never call NOSUCH")) {
            screen.awaitExit();
            assertThat(screen.colours()).doesNotContain(ESCAPE + "31", ESCAPE + "1;31");
        }
    }

    @Test
    void showsHowFarPipeIsAndEndsAtCtrlCWithItsSummary() throws IOException {
        Path file = directory.resolve("commands.txt");
        Files.writeString(file, "INCR counter\n".repeat(400_000));
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toServer().throttle(1_000_000);
            String line = "-u redis://:" + PASSWORD + "@127.0.0.1:" + proxy.port() + " pipe " + file;
            try (Screen screen = Screen.redkit(100, 20, line)) {
                screen.await("%").await("pipe").await("/s");
                screen.press("C-c").await("accepted");
                assertThat(screen.awaitExit()).isEqualTo(130);
                long done = Long.parseLong(server.ask("GET", "counter").text());
                Eventually.holds(() -> screen.text().contains("commands_per_second"), screen::text);
                assertThat(screen.text())
                        .containsPattern("accepted +" + done + "\\b")
                        .doesNotContain("%");
            }
        }
    }
}
