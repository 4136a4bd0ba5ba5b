package dev.redkit.load;

/** By which way records get into a server. */
public enum LaneChoice {
    /** Whatever suits the structure and the mode. */
    AUTO,
    /** As plain commands: what is there is added to. */
    COMMANDS,
    /** As whole values, built here: cheapest for the server, and a key is written at once or not at all. */
    RESTORE,
    /** As hashes whose fields the server knows beforehand (Redis 8.10): a key of another type is refused. */
    HIMPORT
}
