package dev.redkit.commands.model;

import dev.redkit.io.Durations;
import dev.redkit.model.ModelEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The command of {@code --exec}, run to its end for one event, or until its time is over. */
final class ModelHook {
    private ModelHook() {}

    /** What went wrong, if anything. */
    static Optional<String> run(String command, ModelEvent event, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment()
                .putAll(Map.of(
                        "REDKIT_EVENT", event.word(),
                        "REDKIT_MODEL", event.model(),
                        "REDKIT_VERSION", event.version(),
                        "REDKIT_PREVIOUS", event.previous(),
                        "REDKIT_TAG", event.tag()));
        Process process = null;
        try {
            process = builder.start();
            feed(process, event.json());
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return Optional.of("stopped after " + Durations.format(limit) + ", because it did not end");
            }
            int exit = process.exitValue();
            return exit == 0 ? Optional.empty() : Optional.of("it ended with " + exit);
        } catch (IOException e) {
            return Optional.of(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            if (process != null && process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** An event is short enough for the pipe to take it, whether the command reads or not. */
    private static void feed(Process process, String json) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(json.getBytes(StandardCharsets.UTF_8));
            in.write('\n');
        } catch (IOException e) {
            // A command need not read what it is given.
            return;
        }
    }
}
