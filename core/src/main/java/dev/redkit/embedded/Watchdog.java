package dev.redkit.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A shell of a few lines that starts a server, and ends it as soon as this process lets go of a pipe. The kernel closes
 * that pipe however this process dies, {@code kill -9} included. The shell and the server are a session of their own, so
 * Ctrl-C and {@code kill} of the terminal's process group reach neither.
 *
 * <p>The shell is the server's parent and reaps it; it tells on its standard output {@code pid N} and {@code exit N}.
 * The word {@code keep} through the pipe ends the shell alone, and the server stays.
 */
final class Watchdog implements Readiness.Starting {
    /** Leaves the session of the terminal: Linux has setsid(1), macOS has perl; without both, signals are ignored. */
    private static final String DETACH = """
            if command -v setsid >/dev/null 2>&1; then exec setsid /bin/sh -c "$@"
            elif command -v perl >/dev/null 2>&1; then exec perl -MPOSIX -e 'setsid(); exec @ARGV' /bin/sh -c "$@"
            else exec /bin/sh -c "$@"
            fi
            """;

    /**
     * $1 server, $2 its config, $3 its log, $4 seconds it may take to save (0: none), $5 a directory to remove at the
     * end (or empty). Only the subshell and this shell hold the pipe (3), never the server.
     */
    private static final String WATCH = """
            umask 077
            trap '' INT HUP QUIT TERM PIPE
            exec 3<&0 </dev/null
            ( trap - INT HUP QUIT TERM PIPE; exec "$1" "$2" >>"$3" 2>&1 3<&- ) &
            server=$!
            echo "pid $server"
            (
              read -r word <&3
              if [ "$word" = keep ]; then kill -KILL $$; exit; fi
              left=$4
              while [ "$left" -gt 0 ]; do
                kill -TERM "$server" || exit
                sleep 1
                left=$((left - 1))
              done
              kill -KILL "$server"
            ) >/dev/null 2>&1 &
            watcher=$!
            wait "$server"
            code=$?
            kill -KILL "$watcher" 2>/dev/null
            wait "$watcher" 2>/dev/null
            echo "exit $code"
            read -r _ <&3
            if [ -n "$5" ]; then rm -rf -- "$5"; fi
            """;

    private final Process shell;
    private final BufferedReader words;
    private final ProcessHandle server;

    private Watchdog(Process shell, BufferedReader words, ProcessHandle server) {
        this.shell = shell;
        this.words = words;
        this.server = server;
    }

    /**
     * @param saveSeconds how long the server may take to save its data when it is told to stop; 0 kills it
     * @param removeAtEnd the directory to delete after the server is gone, or null
     */
    static Watchdog start(Path binary, Path config, Path log, int saveSeconds, Path removeAtEnd) throws IOException {
        String trash = removeAtEnd == null ? "" : removeAtEnd.toString();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                "/bin/sh",
                "-c",
                DETACH,
                "redkit-detach",
                WATCH,
                "redkit-watchdog",
                binary.toString(),
                config.toString(),
                log.toString(),
                Integer.toString(saveSeconds),
                trash));
        builder.redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // Nothing of the user's environment (REDISCLI_AUTH, cloud keys, …) is the server's business.
        builder.environment().keySet().retainAll(List.of("PATH", "TMPDIR", "HOME"));
        Process shell = builder.start();
        BufferedReader words = shell.inputReader(StandardCharsets.US_ASCII);
        String first = words.readLine();
        if (first == null || !first.startsWith("pid ")) {
            shell.destroyForcibly();
            throw new IOException("/bin/sh could not start the server");
        }
        Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(first.substring(4)));
        return new Watchdog(shell, words, server.orElse(null));
    }

    /** The server's process id, or -1 when it was gone before it could be looked at. */
    long pid() {
        return server == null ? -1 : server.pid();
    }

    /** Whether the server has ended by itself. */
    @Override
    public boolean exited() {
        try {
            return words.ready() || !shell.isAlive();
        } catch (IOException e) {
            return true;
        }
    }

    /** Waits a moment for something to happen. */
    @Override
    public void pause(long milliseconds) throws InterruptedException {
        shell.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /** Ends the watch: the server stays when this process ends. */
    void keep() throws IOException {
        try (OutputStream pipe = shell.getOutputStream()) {
            pipe.write("keep\n".getBytes(StandardCharsets.US_ASCII));
        }
        try {
            shell.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets go of the pipe and waits for the end. The server's exit code: 0 when it stopped in good order. */
    int end() {
        try {
            shell.getOutputStream().close();
            String last = words.readLine();
            shell.waitFor();
            return last != null && last.startsWith("exit ") ? Integer.parseInt(last.substring(5)) : -1;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        } finally {
            killOrphan();
        }
    }

    /** When somebody killed the watchdog, the server is still there. The handle knows its start time, so it is the same. */
    private void killOrphan() {
        if (!shell.isAlive() && server != null && server.isAlive()) {
            server.destroyForcibly();
        }
    }
}
