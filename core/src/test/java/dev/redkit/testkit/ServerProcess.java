package dev.redkit.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A server process that ends with this one, however this one ends: a shell holds the other end of a pipe that the kernel
 * closes, and kills the server then. One that has ended by itself it leaves alone: its process id may be another's by now.
 */
final class ServerProcess implements AutoCloseable {
    /** $1 the log, the rest is the command. */
    private static final String WATCH = """
            log=$1; shift
            exec 3<&0 </dev/null
            "$@" >>"$log" 2>&1 3<&- &
            server=$!
            echo "$server"
            ( read -r _ <&3; kill -KILL "$server" ) >/dev/null 2>&1 &
            killer=$!
            wait "$server"
            kill -KILL "$killer"
            """;

    private final Process shell;
    private final Path log;
    private final long pid;

    private ServerProcess(Process shell, Path log, long pid) {
        this.shell = shell;
        this.log = log;
        this.pid = pid;
    }

    static ServerProcess start(Path directory, String... command) {
        Path log = directory.resolve("server.log");
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "redkit-test-server", log.toString()));
        words.addAll(List.of(command));
        try {
            Process shell = new ProcessBuilder(words).start();
            BufferedReader reader = shell.inputReader(StandardCharsets.US_ASCII);
            return new ServerProcess(shell, log, Long.parseLong(reader.readLine()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command[0], e);
        }
    }

    long pid() {
        return pid;
    }

    boolean isAlive() {
        return shell.isAlive();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills it at once and waits until it is gone. */
    @Override
    public void close() {
        try {
            shell.getOutputStream().close();
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
