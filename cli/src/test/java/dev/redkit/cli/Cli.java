package dev.redkit.cli;

import dev.redkit.commands.Cancellation;
import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(out, err, new ByteArrayInputStream(input), terminal, env);
        Cancellation cancellation = new Cancellation(() -> {});
        int exit = new Program(console, env, cancellation).run(args);
        return new Result(exit, out.toByteArray(), err.toString(StandardCharsets.UTF_8));
    }
}
