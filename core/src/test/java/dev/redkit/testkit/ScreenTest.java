package dev.redkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@NeedsTool("tmux")
final class ScreenTest {
    @Test
    void showsWhatAProgramWritesAndTypesWhatItReads() {
        try (Screen screen = Screen.start(60, 10, "read -r name; echo \"hello, $name\"; exit 3")) {
            screen.type("wörld").press("Enter").await("hello, wörld");
            assertThat(screen.awaitExit()).isEqualTo(3);
        }
    }

    @Test
    void hasTheGivenSizeAndChangesIt() {
        String line = "trap 'stty size' WINCH; stty size; while :; do sleep 0.05; done";
        try (Screen screen = Screen.start(72, 11, line)) {
            screen.await("11 72").resize(100, 30).await("30 100");
            assertThat(screen.pid()).isPositive();
        }
    }

    @Test
    void interruptsWithControlC() {
        try (Screen screen = Screen.start(60, 10, "trap 'exit 130' INT; echo up; while :; do sleep 0.05; done")) {
            screen.await("up").press("C-c");
            assertThat(screen.awaitExit()).isEqualTo(130);
        }
    }

    @Test
    void tellsColours() {
        try (Screen screen = Screen.start(60, 10, "printf '\\033[31mred\\033[0m'")) {
            assertThat(screen.await("red").colours()).contains("\u001b[31mred");
            assertThat(screen.text()).doesNotContain("\u001b");
        }
    }
}
