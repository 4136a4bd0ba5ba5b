package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.commands.Cancellation;
import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import dev.redkit.testkit.Eventually;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/** Runs redkit inside the test: the same program, on streams that are kept. */
final class Cli {
    private final Map<String, String> env = new HashMap<>(Map.of(
            "HOME",
            "/nonexistent",
            "XDG_STATE_HOME",
            Path.of("target/state").toAbsolutePath().toString()));
    private Terminal terminal = Terminal.NONE;
    private byte[] input = new byte[0];

    /** How a run ended. */
    record Result(int exit, byte[] outBytes, String err) {
        String out() {
            return new String(outBytes, StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n--- stdout\n" + out() + "\n--- stderr\n" + err;
        }
    }

    static Result run(String... args) {
        return new Cli().with(args);
    }

    Cli env(String name, String value) {
        env.put(name, value);
        return this;
    }

    Cli terminal(Terminal value) {
        terminal = value;
        return this;
    }

    Cli input(byte[] value) {
        input = value;
        return this;
    }

    Result with(List<String> args) {
        return with(args.toArray(String[]::new));
    }

    Result with(String... args) {
        return start(Runnable::run, args).await();
    }

    /** Starts what runs until it is told to stop. */
    Running start(List<String> args) {
        return start(work -> new Thread(work, "redkit").start(), args.toArray(String[]::new));
    }

    private Running start(Executor executor, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, new ByteArrayInputStream(input), terminal, env);
        Cancellation cancellation = new Cancellation(() -> {});
        return new Running(
                out,
                err,
                cancellation,
                CompletableFuture.supplyAsync(() -> new Program(console, env, cancellation).run(args), executor));
    }

    /** A run that goes on meanwhile; it ends at the latest with {@link #close()}. */
    static final class Running implements AutoCloseable {
        private final ByteArrayOutputStream out;
        private final ByteArrayOutputStream err;
        private final Cancellation cancellation;
        private final CompletableFuture<Integer> exit;

        private Running(
                ByteArrayOutputStream out,
                ByteArrayOutputStream err,
                Cancellation cancellation,
                CompletableFuture<Integer> exit) {
            this.out = out;
            this.err = err;
            this.cancellation = cancellation;
            this.exit = exit;
        }

        /** What it has written so far. */
        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        /** What it has complained of so far. */
        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }

        /** Waits until this holds of it. */
        void await(Predicate<Running> condition) {
            Eventually.holds(() -> condition.test(this) || exit.isDone(), () -> "redkit; so far\n" + this);
            assertThat(condition).as("ended too early: %s", this).accepts(this);
        }

        /** Waits for its end. */
        Result await() {
            return new Result(exit.join(), out.toByteArray(), err());
        }

        /** Ctrl-C. */
        Result stop() {
            cancellation.request();
            return await();
        }

        @Override
        public void close() {
            stop();
        }

        @Override
        public String toString() {
            return "--- stdout\n" + out() + "\n--- stderr\n" + err();
        }
    }
}
