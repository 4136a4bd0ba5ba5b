package dev.redkit.source;

import java.nio.file.Path;
import java.util.List;

/**
 * What belongs to {@code jdbc:} addresses.
 *
 * @param query what to ask; null when not said
 * @param drivers jars with the driver and what it needs
 * @param user null when it is in the address, or none
 * @param password as {@code user}; never shown
 */
public record JdbcOptions(String query, List<Path> drivers, String user, String password) {
    public static final JdbcOptions NONE = new JdbcOptions(null, List.of(), null, null);

    public JdbcOptions {
        drivers = List.copyOf(drivers);
    }

    @Override
    public String toString() {
        return "query " + query + " with drivers " + drivers;
    }
}
