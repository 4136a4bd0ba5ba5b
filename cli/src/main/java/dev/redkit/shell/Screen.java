package dev.redkit.shell;

import dev.redkit.console.Ink;
import dev.redkit.console.Terminal;
import dev.redkit.failure.CannotWrite;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp;

/** A terminal with somebody before it. */
final class Screen implements Stage, AutoCloseable {
    private final Surroundings surroundings;
    private final Breaker breaker;
    private final org.jline.terminal.Terminal terminal;
    private final LineEditor editor;
    private final Attributes cooked;
    private final Past past;

    Screen(Surroundings surroundings, Breaker breaker, Past past, org.jline.terminal.Terminal terminal) {
        this.past = past;
        this.surroundings = surroundings;
        this.breaker = breaker;
        this.terminal = terminal;
        this.editor = new LineEditor(terminal, past);
        terminal.handle(Signal.INT, signal -> breaker.hit());
        this.cooked = terminal.getAttributes();
        terminal.handle(Signal.TSTP, signal -> suspend());
    }

    /** Ctrl-Z: with the terminal as it was found, until {@code fg}. JLine keeps the key from the kernel, so it is done here. */
    private void suspend() {
        if (editor.isReading()) {
            terminal.setAttributes(cooked);
        }
        try {
            process("kill -STOP " + ProcessHandle.current().pid()).start().waitFor();
        } catch (IOException e) {
            console().debug("cannot be suspended: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The terminal that the program runs in. */
    static org.jline.terminal.Terminal own(Map<String, String> env) {
        try {
            TerminalBuilder builder = TerminalBuilder.builder()
                    .name("redkit")
                    .system(true)
                    .providers("jni,exec")
                    .encoding("UTF-8")
                    // Else the terminal is asked what it can, and its answer waited for: a stall on a slow line.
                    .graphemeCluster(false);
            String type = env.get("TERM");
            if (type != null && !type.isEmpty()) {
                builder.type(type);
            }
            return builder.build();
        } catch (IOException e) {
            throw new CannotWrite("the terminal cannot be used: " + e.getMessage(), null, e);
        }
    }

    /** What knows the server helps with the line. */
    void help(Lore lore, Metas metas, Surroundings its) {
        editor.help(
                new Completion(lore, metas, its), new Colours(lore, metas), new Hints(lore, metas, past), lore::wake);
    }

    LineEditor editor() {
        return editor;
    }

    /** What the prompt looks like is asked anew whenever something has changed. */
    void prompt(Supplier<String> value) {
        editor.prompt(value);
    }

    /** The next line; null at Ctrl-D, empty after Ctrl-C. {@code start} stands in it already. */
    String read(String start) {
        try {
            return editor.line(start);
        } catch (UserInterruptException e) {
            return "";
        } catch (EndOfFileException e) {
            return null;
        } finally {
            terminal.handle(Signal.INT, signal -> breaker.hit());
        }
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public boolean interactive() {
        return true;
    }

    @Override
    public InputStream in() {
        return terminal.input();
    }

    @Override
    public Terminal terminal() {
        int width = terminal.getSize().getColumns();
        return new Terminal(true, true, true, console().terminal().dumb(), width > 0 ? width : Terminal.DEFAULT_WIDTH);
    }

    @Override
    public int rows() {
        int rows = terminal.getSize().getRows();
        return rows > 0 ? rows : Integer.MAX_VALUE;
    }

    @Override
    public Process pager() throws IOException {
        Map<String, String> env = surroundings.env();
        String line = env.getOrDefault("REDKIT_PAGER", "");
        line = line.isEmpty() ? env.getOrDefault("PAGER", "") : line;
        return process(line.isEmpty() ? "less -SRXF" : line)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Override
    public void announce(String text) {
        String painted = console().paintErr(Ink.FAINT, text);
        if (editor.isReading()) {
            editor.printAbove(painted);
        } else {
            console().note(painted);
        }
    }

    @Override
    public String askSecret(String question) {
        try {
            return editor.secret(question);
        } finally {
            terminal.handle(Signal.INT, signal -> breaker.hit());
        }
    }

    @Override
    public String ask(String question) {
        try {
            return editor.question(question);
        } finally {
            terminal.handle(Signal.INT, signal -> breaker.hit());
        }
    }

    @Override
    public void refresh() {
        editor.refresh();
    }

    void clear() {
        terminal.puts(InfoCmp.Capability.clear_screen);
        terminal.flush();
    }

    /** Lets a program have the terminal until it ends; its exit code. */
    int lend(String line) throws IOException, InterruptedException {
        breaker.reaction(null);
        return process(line).inheritIO().start().waitFor();
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            console().debug("the terminal was not closed: " + e.getMessage());
        }
    }
}
