package dev.redkit.tail.pubsub;

import java.time.Duration;

/**
 * How long a tap bears with its server.
 *
 * @param heartbeat after that much silence the server is asked whether it is still there
 * @param reply how long it may take to answer; three times that, and the connection is given up
 * @param gone how long a server that is gone is looked for; zero: no second connection, null: for ever
 * @param largest the largest message that is taken, in bytes
 */
public record Patience(Duration heartbeat, Duration reply, Duration gone, long largest) {
    public static final long LARGEST = 64L * 1024 * 1024;
}
