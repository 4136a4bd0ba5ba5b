package dev.redkit.shell;

import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.console.Console;
import dev.redkit.target.Target;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What a shell needs of the program that it runs in. */
public interface Surroundings {
    /** The run that the shell belongs to: where the server is, what the options say. */
    Session session();

    Map<String, String> env();

    /** A file as it was named: a leading {@code ~/} is the user's home. */
    default Path path(String name) {
        String home = env().get("HOME");
        return name.startsWith("~/") && home != null ? Path.of(home, name.substring(2)) : Path.of(name);
    }

    /** The name of the profile in use; empty when there is none. */
    String profile();

    /** The names of all profiles. */
    List<String> profiles();

    /** Runs a command line of redkit against a server, unless it names another; says its exit code. */
    int run(Target server, Console console, Cancellation cancellation, String... words);

    /** The surroundings that other connection options lead to. */
    Surroundings elsewhere(String... words);

    /** A line for the system's shell, which gets none of the passwords that redkit was given. */
    ProcessBuilder process(String line);

    /** Ends what the session has opened. */
    void close();
}
