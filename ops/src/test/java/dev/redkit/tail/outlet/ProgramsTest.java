package dev.redkit.tail.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.CannotWrite;
import dev.redkit.tail.Message;
import dev.redkit.tail.Messages;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --exec} and {@code --filter}. */
final class ProgramsTest {
    @TempDir
    private Path folder;

    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private ExecOutlet exec(String command, int jobs, Duration limit, OnSlow onSlow) {
        return new ExecOutlet(new ExecOutlet.Plan(command, jobs, 2, limit, onSlow), complaints::add);
    }

    @Test
    void runsACommandForEachMessage() throws IOException {
        Path file = folder.resolve("out");
        try (ExecOutlet exec =
                exec("echo \"$REDKIT_CHANNEL $(cat)\" >>" + file, 1, Duration.ofSeconds(20), OnSlow.BLOCK)) {
            for (int i = 0; i < 5; i++) {
                exec.message(Messages.of("jobs", "m" + i));
            }
            assertThat(exec.settle()).isEmpty();
        }
        assertThat(Files.readAllLines(file)).containsExactly("jobs m0", "jobs m1", "jobs m2", "jobs m3", "jobs m4");
        assertThat(complaints).isEmpty();
    }

    @Test
    void tellsWhichCommandsFailedOrHung() {
        try (ExecOutlet exec = exec(
                "read x; [ $x != bad ] && [ $x != slow ] || { [ $x != slow ] || sleep 60; exit 3; }",
                2,
                Duration.ofSeconds(1),
                OnSlow.BLOCK)) {
            for (String one : List.of("good\n", "bad\n", "slow\n")) {
                Message message = Messages.of("jobs", one);
                message.id().set(one.strip().getBytes(StandardCharsets.US_ASCII));
                exec.message(message);
            }
            assertThat(exec.settle()).containsExactlyInAnyOrder("jobs bad", "jobs slow");
        }
        assertThat(complaints)
                .anyMatch(text -> text.contains("it ended with 3"))
                .anyMatch(text -> text.contains("stopped after 1 s"));
        assertThat(ProcessHandle.current().descendants().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    @Test
    void dropsAndCountsWhenCommandsAreTooSlow() {
        try (ExecOutlet exec = exec("sleep 1", 1, Duration.ofSeconds(20), OnSlow.DROP_NEWEST)) {
            for (int i = 0; i < 50; i++) {
                exec.message(Messages.of("jobs", "m" + i));
            }
            assertThat(exec.dropped()).isBetween(47L, 48L);
        }
    }

    @Test
    void sendsLinesThroughAProgram() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FilterDrain filter = new FilterDrain("while read line; do echo \"<$line>\"; done", out);
        for (int i = 0; i < 100; i++) {
            byte[] line = ("m" + i + "\n").getBytes(StandardCharsets.US_ASCII);
            filter.write(line, line.length, 1);
        }
        filter.settle();
        assertThat(out.toString(StandardCharsets.US_ASCII).lines())
                .hasSize(100)
                .startsWith("<m0>")
                .endsWith("<m99>");
        filter.close();
    }

    @Test
    void saysThatAProgramHasEndedTooEarly() {
        FilterDrain filter = new FilterDrain("read line; exit 7", new ByteArrayOutputStream());
        byte[] line = {'x', '\n'};
        filter.write(line, 2, 1);
        assertThatThrownBy(filter::settle).isInstanceOf(CannotWrite.class).hasMessageContaining("it ended with 7");
        assertThatThrownBy(filter::close).hasMessageContaining("ended with 7");
    }
}
