package dev.redkit.shell;

import dev.redkit.console.Terminal;
import java.io.IOException;
import java.io.InputStream;

/** The streams of a script: nobody is there to be asked or shown pages. */
record Script(Surroundings surroundings) implements Stage {
    @Override
    public boolean interactive() {
        return false;
    }

    /** Never the script itself: a command that reads would swallow the lines that follow. */
    @Override
    public InputStream in() {
        return InputStream.nullInputStream();
    }

    @Override
    public Terminal terminal() {
        Terminal known = console().terminal();
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
    public void announce(String text) {
        console().note(text);
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
