package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.render.Format;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.time.Duration;

/** What every command gets: the terminal, and what the options common to all commands say. Filled by the cli. */
public interface Session {
    Console console();

    /** Where Redis is. Worked out on the first call: profiles are read, passwords asked for, servers and tunnels started. */
    Target target();

    /** One connection to the server; to a node that is in charge, when the target is a cluster or behind sentinels. */
    Wire wire();

    /** The form that the output shall have. */
    Format format();

    /** How long one reply may take. */
    Duration timeout();

    /** Whether to say what would be done, and do nothing. */
    boolean dryRun();

    /** The user's wish to stop. */
    Cancellation cancellation();
}
