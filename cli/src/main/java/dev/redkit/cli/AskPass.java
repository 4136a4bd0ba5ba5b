package dev.redkit.cli;

import dev.redkit.failure.UsageError;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asks for a password at the terminal itself, whatever the streams are bound to, and without echo. */
final class AskPass {
    private static final Path TERMINAL = Path.of("/dev/tty");

    private AskPass() {}

    static String ask() {
        Thread restore = new Thread(() -> echo(true));
        try (BufferedReader reader = Files.newBufferedReader(TERMINAL, StandardCharsets.UTF_8);
                OutputStream writer = Files.newOutputStream(TERMINAL)) {
            Runtime.getRuntime().addShutdownHook(restore);
            echo(false);
            writer.write("password: ".getBytes(StandardCharsets.UTF_8));
            String line = reader.readLine();
            writer.write('\n');
            if (line == null) {
                throw new UsageError("--askpass: no password was typed");
            }
            return line;
        } catch (IOException e) {
            throw new UsageError(
                    "--askpass: there is no terminal to ask at", "use --pass-file or REDISCLI_AUTH instead", e);
        } finally {
            echo(true);
            Runtime.getRuntime().removeShutdownHook(restore);
        }
    }

    private static void echo(boolean on) {
        if (!Files.isWritable(TERMINAL)) {
            return;
        }
        try {
            new ProcessBuilder("stty", on ? "echo" : "-echo")
                    .redirectInput(new File(TERMINAL.toString()))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            if (!on) {
                throw new UsageError("--askpass: the echo cannot be turned off: " + e.getMessage(), null, e);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
