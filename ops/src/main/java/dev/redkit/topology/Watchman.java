package dev.redkit.topology;

/**
 * A sentinel on the map.
 *
 * @param state {@code up} or {@code silent}
 * @param names which server it calls the master; empty when it does not answer
 * @param epoch how often masters have changed, as it counts; -1 when it does not answer
 */
public record Watchman(String address, String state, String names, long epoch) {
    /** One that does not answer. */
    static Watchman silent(String address) {
        return new Watchman(address, "silent", "", -1);
    }
}
