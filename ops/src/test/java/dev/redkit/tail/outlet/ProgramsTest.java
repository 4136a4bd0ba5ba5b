package dev.redkit.tail.outlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.CannotWrite;
import dev.redkit.tail.Message;
import dev.redkit.tail.Messages;
import dev.redkit.testkit.Eventually;
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
                exec("echo \"$REDKIT_CHANNEL $(cat)\" >>" + file, 1, Duration.ofMinutes(2), OnSlow.BLOCK)) {
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
        try (ExecOutlet exec = exec("read x; [ $x != bad ] || exit 3", 2, Duration.ofMinutes(2), OnSlow.BLOCK)) {
            exec.message(job("good"));
            exec.message(job("bad"));
            assertThat(exec.settle()).containsExactly("jobs bad");
        }
        assertThat(complaints).singleElement().asString().contains("it ended with 3");
        try (ExecOutlet exec = exec("sleep 600", 2, Duration.ofSeconds(1), OnSlow.BLOCK)) {
            exec.message(job("slow"));
            assertThat(exec.settle()).containsExactly("jobs slow");
        }
        assertThat(complaints).anyMatch(text -> text.contains("stopped after 1 s"));
        Eventually.holds(
                () -> ProcessHandle.current().descendants().noneMatch(ProcessHandle::isAlive),
                () -> "the end of all commands");
    }

    private static Message job(String name) {
        Message message = Messages.of("jobs", name + "\n");
        message.id().set(name.getBytes(StandardCharsets.US_ASCII));
        return message;
    }

    @Test
    void dropsAndCountsWhenCommandsAreTooSlow() throws IOException {
        Path go = folder.resolve("go");
        String waiting = "while ! [ -e " + go + " ]; do sleep 0.05; done";
        try (ExecOutlet exec = exec(waiting, 1, Duration.ofMinutes(2), OnSlow.DROP_NEWEST)) {
            for (int i = 0; i < 50; i++) {
                exec.message(Messages.of("jobs", "m" + i));
            }
            assertThat(exec.dropped()).isBetween(47L, 48L);
            Files.createFile(go);
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
