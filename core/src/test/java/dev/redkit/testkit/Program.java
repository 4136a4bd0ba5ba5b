package dev.redkit.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program to be run as its user runs it: as a process, in an environment of its own (an empty home, no variables but
 * PATH and the given ones, a cache that the tests of a module share), with nothing on standard input unless the test gives something.
 *
 * <pre>{@code
 * Program.Result result = Program.redkit("ping").env("REDIS_URL", url).run();
 * }</pre>
 */
public final class Program {
    private final List<String> command;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private byte[] input = new byte[0];
    private Path inputFile;
    private boolean inputOpen;
    private Path directory;
    private Duration patience = Duration.ofMinutes(5);

    private Program(List<String> command) {
        this.command = List.copyOf(command);
    }

    /** How a program ended. */
    public record Result(int exit, byte[] outBytes, byte[] errBytes) {
        public String out() {
            return new String(outBytes, StandardCharsets.UTF_8);
        }

        public String err() {
            return new String(errBytes, StandardCharsets.UTF_8);
        }

        /** Everything a failed assertion wants to show. */
        @Override
        public String toString() {
            return "exit " + exit + "\n--- stdout\n" + out() + "\n--- stderr\n" + err();
        }
    }

    /** The packaged redkit. */
    public static Program redkit(String... arguments) {
        List<String> command = new ArrayList<>(List.of(launcher().toString()));
        command.addAll(List.of(arguments));
        return new Program(command);
    }

    public static Program of(String... command) {
        return new Program(List.of(command));
    }

    /** A line for the shell, in which {@code redkit} is the packaged one: for pipes and redirections. */
    public static Program shell(String line) {
        Path bin = launcher().getParent();
        return new Program(List.of("/bin/sh", "-c", line)).env("PATH", bin + ":" + System.getenv("PATH"));
    }

    /** Sets a variable of the environment. */
    public Program env(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** What it reads on standard input. */
    public Program stdin(byte[] bytes) {
        input = bytes.clone();
        return this;
    }

    public Program stdin(String text) {
        return stdin(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A file as its standard input. */
    public Program stdin(Path file) {
        inputFile = file;
        return this;
    }

    /** A pipe as its standard input, which the test writes to and closes: {@link Running#stdin()}. */
    public Program stdinOpen() {
        inputOpen = true;
        return this;
    }

    /** Where it runs; by default in its empty home. */
    public Program in(Path workingDirectory) {
        directory = workingDirectory;
        return this;
    }

    /** How long it may take before the test gives it up; five minutes if not said. */
    public Program patience(Duration value) {
        patience = value;
        return this;
    }

    /** Runs it to its end. */
    public Result run() {
        try (Running running = start()) {
            return running.await();
        }
    }

    /** Starts it; it ends at the latest with {@link Running#close()}. */
    public Running start() {
        try {
            Path home = Files.createTempDirectory("redkit-home");
            ProcessBuilder builder = new ProcessBuilder(command);
            cleanEnvironment(builder.environment(), home);
            builder.environment().putAll(environment);
            builder.directory((directory == null ? home : directory).toFile());
            Path out = home.resolve(".stdout");
            Path err = home.resolve(".stderr");
            builder.redirectOutput(out.toFile()).redirectError(err.toFile());
            if (!inputOpen) {
                Path in = inputFile == null ? Files.write(home.resolve(".stdin"), input) : inputFile;
                builder.redirectInput(Redirect.from(in.toFile()));
            }
            return new Running(this, builder.start(), home, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.get(0), e);
        }
    }

    static void cleanEnvironment(Map<String, String> environment, Path home) {
        environment.keySet().retainAll(List.of("PATH", "JAVA_HOME", "TMPDIR"));
        environment.put("HOME", home.toString());
        environment.put("XDG_CONFIG_HOME", home.resolve("config").toString());
        environment.put("XDG_STATE_HOME", home.resolve("state").toString());
        environment.put("XDG_CACHE_HOME", cache().toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** One for all runs, as users have it: what is unpacked and made ready there takes seconds. */
    private static Path cache() {
        return Path.of("target", "test-cache").toAbsolutePath();
    }

    /**
     * The launcher of the packaged program: system property {@code redkit.program}, or what the cli module has built.
     * Maven runs tests in their module's directory.
     */
    public static Path launcher() {
        String given = System.getProperty("redkit.program");
        if (given != null && !given.isEmpty()) {
            return Path.of(given).toAbsolutePath();
        }
        Path built = Path.of("").toAbsolutePath().resolveSibling("cli").resolve("target");
        if (Files.isDirectory(built)) {
            try (Stream<Path> files = Files.list(built)) {
                return files.map(dir -> dir.resolve("bin/redkit"))
                        .filter(Files::isExecutable)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(() -> new IllegalStateException("no packaged redkit in " + built));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalStateException("no packaged redkit: run mvn package, or set -Dredkit.program");
    }

    /** A program that has been started. */
    public static final class Running implements AutoCloseable {
        private final Program program;
        private final Process process;
        private final Path home;
        private final Path out;
        private final Path err;

        private Running(Program program, Process process, Path home, Path out, Path err) {
            this.program = program;
            this.process = process;
            this.home = home;
            this.out = out;
            this.err = err;
        }

        public long pid() {
            return process.pid();
        }

        public OutputStream stdin() {
            return process.getOutputStream();
        }

        /** What it has written so far. */
        public String out() {
            return new String(read(out), StandardCharsets.UTF_8);
        }

        /** What it has complained of so far. */
        public String err() {
            return new String(read(err), StandardCharsets.UTF_8);
        }

        /** Waits until it has written this to standard output. */
        public void awaitOut(String text) {
            Eventually.holds(() -> out().contains(text) || !process.isAlive(), this::sofar);
            if (!out().contains(text)) {
                throw new AssertionError("ended without writing '" + text + "': " + await());
            }
        }

        /** Sends a signal by its name: {@code INT}, {@code TERM}, {@code STOP}, … */
        public void signal(String name) {
            Signals.send(name, process.pid());
        }

        /** Waits for its end. One that outstays the test's patience is killed, and fails the test. */
        public Result await() {
            try {
                if (!process.waitFor(program.patience.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new AssertionError("did not end within " + program.patience + ": " + sofar());
                }
                return new Result(process.exitValue(), read(out), read(err));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while " + program.command.get(0) + " ran", e);
            }
        }

        private String sofar() {
            return String.join(" ", program.command) + "\n--- stdout\n" + out() + "\n--- stderr\n" + err();
        }

        /** Kills it, and what it has started, when it still runs; removes its home. */
        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            try {
                process.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            Directories.delete(home);
        }

        private static byte[] read(Path file) {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
