package dev.redkit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program in a real terminal, and what stands on its screen. The terminal is tmux's, with a server of its own: the
 * test says {@code @NeedsTool("tmux")}.
 */
public final class Screen implements AutoCloseable {
    /**
     * $1 the line, $2 where its process id and its exit code are told, $3 the last title. The shell around it outlives
     * it, since tmux scrolls the screen of a terminal whose program has ended; it must not be ended by a Ctrl-C that is
     * meant for the program. The title that it gives the terminal at last comes behind all that the program has written.
     */
    private static final String WATCH = """
            trap : INT QUIT
            while ! [ -e "$2/go" ]; do sleep 0.01; done
            /bin/sh -c 'echo $$ >"$1/pid"; exec /bin/sh -c "$0"' "$1" "$2"
            echo $? >"$2/exit"
            stty -echo
            printf '\\033]2;%s\\033\\\\' "$3"
            while :; do sleep 600; done
            """;

    private static final String ENDED = "redkit-screen ended";

    private final Path home;
    private final Path socket;

    private Screen(Path home) {
        this.home = home;
        this.socket = home.resolve("tmux");
    }

    /** Starts a line for the shell on a screen of that size. What it has written stays there when it has ended. */
    public static Screen start(int columns, int rows, String line) {
        Screen screen = new Screen(Directories.create("redkit-screen"));
        screen.tmux(
                "-f",
                "/dev/null",
                "new-session",
                "-d",
                "-x",
                Integer.toString(columns),
                "-y",
                Integer.toString(rows),
                "/bin/sh",
                "-c",
                WATCH,
                "redkit-screen",
                line,
                screen.home.toString(),
                ENDED);
        screen.tmux("set-option", "-g", "status", "off");
        screen.resize(columns, rows);
        return screen.go();
    }

    /** The packaged redkit, with arguments as the shell reads them. */
    public static Screen redkit(int columns, int rows, String arguments) {
        return start(columns, rows, "exec '" + Program.launcher() + "' " + arguments);
    }

    /** The size is right now: lets the line run. */
    private Screen go() {
        try {
            Files.createFile(home.resolve("go"));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Types text as it is. */
    public Screen type(String text) {
        tmux("send-keys", "-l", text);
        return this;
    }

    /** Presses keys by tmux's names: {@code Enter}, {@code C-c}, {@code Up}, {@code Tab}, … */
    public Screen press(String... keys) {
        List<String> command = new ArrayList<>(List.of("send-keys"));
        command.addAll(List.of(keys));
        tmux(command.toArray(String[]::new));
        return this;
    }

    public Screen resize(int columns, int rows) {
        tmux("resize-window", "-x", Integer.toString(columns), "-y", Integer.toString(rows));
        return this;
    }

    /** What stands on the screen now: its rows, without the spaces at their ends. */
    public String text() {
        return tmux("capture-pane", "-p");
    }

    /** The same with its colours as escape sequences. */
    public String colours() {
        return tmux("capture-pane", "-p", "-e");
    }

    /** Waits until the screen shows this. */
    public Screen await(String text) {
        Eventually.holds(() -> text().contains(text), () -> "'" + text + "' on the screen, which shows:\n" + text());
        return this;
    }

    /** Waits until the program has ended, and all that it has written stands on the screen: its exit code. */
    public int awaitExit() {
        int exit = told("exit");
        Eventually.holds(
                () -> tmux("display-message", "-p", "#{pane_title}").strip().equals(ENDED),
                () -> "the last words of the program; its screen shows:\n" + text());
        return exit;
    }

    /** The process in the terminal. */
    public long pid() {
        return told("pid");
    }

    private int told(String file) {
        Path path = home.resolve(file);
        Eventually.holds(() -> !read(path).isEmpty(), () -> file + " of the program; its screen shows:\n" + text());
        return Integer.parseInt(read(path));
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
        Directories.delete(home);
    }

    private String tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
        command.addAll(List.of(arguments));
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            Program.cleanEnvironment(builder.environment(), home);
            builder.environment().put("TERM", "xterm-256color");
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("tmux " + arguments[0] + ": " + output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while tmux worked", e);
        }
    }
}
