package dev.redkit.commands;

import dev.redkit.audit.Audit;
import dev.redkit.console.Console;
import dev.redkit.console.ProgressMeter;
import dev.redkit.console.ProgressStyle;
import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;

/** What every command gets: the terminal, and what the options common to all commands say. Filled by the cli. */
public interface Session {
    Console console();

    /** Where Redis is. Worked out on the first call: profiles are read, passwords asked for, servers and tunnels started. */
    Target target();

    /** What stands behind the target: its nodes. Opened on the first call, closed with the session. */
    Redis redis();

    /** One connection to the server; to a node that is in charge, when the target is a cluster or behind sentinels. */
    default Wire wire() {
        return wire(timeout());
    }

    /** The same, with another limit for connecting and for each reply. */
    Wire wire(Duration timeout);

    /** One connection to that server; to a node that is in charge, when it is a cluster or behind sentinels. */
    Wire wire(Target server);

    /** A connection to one node of the target, as the same user. */
    Wire wireTo(Address node);

    /** The form that the output shall have. */
    Format format();

    /** A renderer of that form, on the console. */
    default Renderer renderer() {
        return Renderer.of(format(), console());
    }

    /** What {@code --progress} says. */
    ProgressStyle progress();

    /** Shows on stderr how far a long work is, until closed. */
    default ProgressMeter meter(String label, Progress progress) {
        return ProgressMeter.start(console(), label, progress, progress());
    }

    /** How long one reply may take. */
    Duration timeout();

    /** Whether the user said how long. */
    boolean timeoutGiven();

    /** Whether to say what would be done, and do nothing. */
    boolean dryRun();

    /** Whether the profile in use asks before anything is changed. */
    boolean isProtected();

    /** The log of what cannot be undone. */
    Audit audit();

    /** Notes there what this command did to so many; that it could not is said, and no more. */
    default void audited(String what, long count) {
        audit().add(target().toString(), what, count).ifPresent(why -> console().warn(why));
    }

    /** The user's wish to stop. */
    Cancellation cancellation();

    /** The program's own syntax, with the options common to all commands: for those who explain it. */
    Syntax root();

    /** Runs a command line of redkit inside this run, on the same console and that server; says its exit code. */
    int runOn(Target server, String... words);

    /** Opens the shell, and returns when its user leaves it. */
    void shell(ShellWishes wishes);

    /** Writes the connection options of this run as a profile; says to which file. */
    Path saveProfile(String name, String passCommand, boolean guarded, boolean standard);
}
