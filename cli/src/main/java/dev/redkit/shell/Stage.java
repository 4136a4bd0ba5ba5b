package dev.redkit.shell;

import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/** What a shell plays on: a terminal with somebody before it, or the streams of a script. */
interface Stage {
    /** Where the shell was started. */
    Surroundings surroundings();

    /** The console of the whole run. */
    default Console console() {
        return surroundings().session().console();
    }

    /** Whether somebody sits there, to be asked and to be shown pages. */
    boolean interactive();

    /** Where what is to be seen is written. */
    default OutputStream screen() {
        return console().out();
    }

    /** What commands read that ask for something. */
    InputStream in();

    /** The terminal as of now. */
    Terminal terminal();

    /** How many lines it shows. */
    int rows();

    /** Starts the pager. */
    Process pager() throws IOException;

    /** A line for the system's shell. */
    default ProcessBuilder process(String line) {
        return surroundings().process(line);
    }

    /** A file as it was named: a leading {@code ~/} is the user's home. */
    default Path path(String name) {
        return surroundings().path(name);
    }

    /** Says something while a line may be being typed. */
    void announce(String text);

    /** Asks for a word that nobody shall see; null when nobody answers. */
    String askSecret(String question);

    /** Asks for a word; null when nobody answers. */
    String ask(String question);

    /** What the prompt shows has changed. */
    void refresh();
}
