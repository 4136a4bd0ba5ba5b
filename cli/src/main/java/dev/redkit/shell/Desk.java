package dev.redkit.shell;

import dev.redkit.console.Console;
import dev.redkit.render.Value;
import dev.redkit.shell.link.Link;
import dev.redkit.wire.Reply;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;

/** The shell as its own commands see it. */
public interface Desk {
    Settings settings();

    /** For remarks; output goes by {@link #show} or {@link #print}. */
    Console console();

    Surroundings surroundings();

    Link.Picture picture();

    /** Whether somebody sits there. */
    boolean interactive();

    /** Does what a line says. */
    void run(String line);

    /** Does what the lines of a file say, up to the first error, which names the file and the line. */
    void runAll(BufferedReader lines, String name);

    /** Puts down what is known of a command. */
    void describe(List<String> command, Value.Fields about);

    /** All about a command of the server; empty for one that it does not have. */
    String about(List<String> command);

    /** Asks the server something; an error reply becomes a failure. */
    Reply ask(String... command);

    /** Shows a value in the form that was chosen. */
    void show(Value value);

    /** Shows text, page by page if it is long. */
    void print(String text);

    /** Goes on with another server. */
    void move(Surroundings elsewhere);

    /** The lines of the past, the oldest first. */
    List<String> history();

    /** Lets the user edit a text in their editor; what they made of it. */
    String edit(String text);

    /** Has this line at the next prompt, to be looked at before it is sent. */
    void propose(String line);

    /** Waits; says whether Ctrl-C ended the wait. */
    boolean pause(long millis);

    /** Takes keys as vi does, or as emacs does. */
    void keys(boolean vi);

    /** Wipes the screen. */
    void clear();

    /** A file as it was named. */
    Path path(String name);

    /** Ends the shell. */
    void leave();
}
