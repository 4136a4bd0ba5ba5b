package dev.redkit.shell;

import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** The streams of a script: nobody is there to be asked or shown pages. */
final class Script implements Stage {
    private final Surroundings surroundings;
    private final Console console;

    Script(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.console = surroundings.session().console();
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public boolean interactive() {
        return false;
    }

    @Override
    public OutputStream screen() {
        return console.out();
    }

    /** Never the script itself: a command that reads would swallow the lines that follow. */
    @Override
    public InputStream in() {
        return InputStream.nullInputStream();
    }

    @Override
    public Terminal terminal() {
        Terminal known = console.terminal();
        return new Terminal(false, known.out(), known.err(), known.dumb(), known.width());
    }

    @Override
    public int rows() {
        return Integer.MAX_VALUE;
    }

    @Override
    public Process pager() throws IOException {
        throw new IOException("a script has no pager");
    }

    @Override
    public ProcessBuilder process(String line) {
        return surroundings.process(line);
    }

    @Override
    public Path path(String name) {
        return surroundings.path(name);
    }

    @Override
    public void announce(String text) {
        console.note(text);
    }

    @Override
    public String askSecret(String question) {
        return null;
    }

    @Override
    public String ask(String question) {
        return null;
    }

    @Override
    public void refresh() {
        // There is no prompt.
    }
}
