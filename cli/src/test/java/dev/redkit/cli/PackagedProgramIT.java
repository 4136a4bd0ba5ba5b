package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.NeedsTool;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.Screen;
import org.junit.jupiter.api.Test;

/** The program as its user unpacks and runs it. */
final class PackagedProgramIT {
    @Test
    void tellsItsVersion() {
        Program.Result result = Program.redkit("--version").run();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out()).contains("redkit");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void endsQuietlyWhenItsReaderHasSeenEnough() {
        Program.Result result = Program.shell("redkit --help | head -n 1").run();
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.out().lines()).hasSize(1);
        assertThat(result.err()).isEmpty();
    }

    @Test
    void saysThatAWordIsUnknownWithExitCodeTwo() {
        Program.Result result = Program.redkit("pingg").run();
        assertThat(result.exit()).as("%s", result).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("pingg");
    }

    @Test
    @NeedsTool("tmux")
    void showsItsHelpOnATerminal() {
        try (Screen screen = Screen.redkit(80, 50, "--help")) {
            assertThat(screen.awaitExit()).isZero();
            assertThat(screen.text()).contains("redkit");
        }
    }
}
