package dev.redkit.shell;

import dev.redkit.console.ClosedPipe;
import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.shell.line.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Where the output of one line goes: the screen, by way of a pager; a program; a file, whole or not at all. */
final class Outlet implements AutoCloseable {
    private final Console console;
    private final OutputStream stream;
    private final AtomicOutput file;
    private final Process program;
    private final Thread pump;
    private final boolean data;
    private boolean good;

    private Outlet(
            Console console, OutputStream stream, boolean data, AtomicOutput file, Process program, Thread pump) {
        this.console = console;
        this.stream = stream;
        this.file = file;
        this.program = program;
        this.pump = pump;
        this.data = data;
    }

    /** The console that the line's output is written to. */
    Console console() {
        return console;
    }

    /** Whether the output goes to a program or a file, and is not for people. */
    boolean isData() {
        return data;
    }

    /** The screen itself, without paging: for what goes on and on, and for what asks. */
    static Outlet screen(Stage stage) {
        OutputStream screen = stage.screen();
        return new Outlet(
                stage.console().derived(screen, stage.in(), stage.terminal()), screen, false, null, null, null);
    }

    /** A screen with a pager behind it, if it is one that somebody looks at. */
    static Outlet paged(Stage stage, boolean pager) {
        if (!stage.interactive() || !pager) {
            return screen(stage);
        }
        Paged paged = new Paged(stage.screen(), stage.rows(), stage.terminal().width(), stage::pager);
        return new Outlet(stage.console().derived(paged, stage.in(), stage.terminal()), paged, false, null, null, null);
    }

    /** Where the sentence says; {@code whole} for output that a pager may hold back until there is a screenful. */
    static Outlet of(Stage stage, Sentence sentence, boolean whole, Settings settings) {
        Terminal shown = stage.terminal();
        Terminal hidden = new Terminal(shown.in(), false, shown.err(), shown.dumb(), shown.width());
        if (sentence.program() != null) {
            if (!settings.programs()) {
                throw new UsageError("'|' is off: this shell starts no programs (--no-programs)");
            }
            return piped(stage, hidden, sentence.program());
        }
        if (sentence.into() != null) {
            return filed(stage, hidden, sentence);
        }
        return whole ? paged(stage, settings.pager()) : screen(stage);
    }

    private static Outlet piped(Stage stage, Terminal hidden, String line) {
        try {
            ProcessBuilder builder = stage.process(line).redirectError(ProcessBuilder.Redirect.INHERIT);
            if (stage.interactive()) {
                builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
            }
            Process process = builder.start();
            OutputStream stream = process.getOutputStream();
            Console console = stage.console().derived(stream, stage.in(), hidden);
            return new Outlet(console, stream, true, null, process, stage.interactive() ? null : pump(process, stage));
        } catch (IOException e) {
            throw new CannotWrite("cannot start '" + line + "': " + Reason.of(e), null, e);
        }
    }

    /** In a script the program's output goes where the script's own goes, in its order. */
    private static Thread pump(Process process, Stage stage) {
        Thread thread = new Thread(
                () -> {
                    try (InputStream out = process.getInputStream()) {
                        out.transferTo(stage.screen());
                    } catch (IOException | Failure e) {
                        process.destroy(); // nobody reads what it says any more
                    }
                },
                "redkit-pipe");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static Outlet filed(Stage stage, Terminal hidden, Sentence sentence) {
        Path path = stage.path(sentence.into());
        try {
            if (sentence.append()) {
                OutputStream end = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return new Outlet(stage.console().derived(end, stage.in(), hidden), end, true, null, null, null);
            }
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + path + ": " + Reason.of(e), null, e);
        }
        AtomicOutput whole = AtomicOutput.open(path);
        return new Outlet(
                stage.console().derived(whole.stream(), stage.in(), hidden), whole.stream(), true, whole, null, null);
    }

    /** All went well: a file may take its place. */
    void good() {
        good = true;
    }

    /** Whether a pager or program has the screen, and with it Ctrl-C. */
    boolean takesKeys() {
        boolean pages = stream instanceof Paged paged && paged.paging();
        return pages || (program != null && program.isAlive());
    }

    @Override
    public void close() {
        try {
            if (file != null) {
                if (good) {
                    console.flush();
                    file.commit();
                }
                file.close();
                return;
            }
            flush();
            if (stream instanceof Paged
                    || program != null
                    || !console.terminal().out()) {
                end();
            }
        } catch (IOException e) {
            throw new CannotWrite("the output cannot be written: " + Reason.of(e), null, e);
        }
    }

    private void flush() {
        try {
            console.flush();
        } catch (ClosedPipe e) {
            // Whoever reads has read enough.
            return;
        }
    }

    private void end() throws IOException {
        try {
            stream.close();
        } catch (IOException e) {
            if (program == null) {
                throw e;
            }
        }
        if (program == null) {
            return;
        }
        try {
            int status = program.waitFor();
            if (pump != null) {
                pump.join();
            }
            if (status != 0 && good) {
                console.note("(the program ended with " + status + ")");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
