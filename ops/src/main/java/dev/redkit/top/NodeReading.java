package dev.redkit.top;

import java.util.List;

/**
 * What one server did between two looks.
 *
 * @param silence why it does not answer; null when it does
 * @param hitRatio of the reads since the look before, 0 to 1; NaN when there were none
 * @param maxMemory 0 for no limit
 * @param processors how many of them it used
 * @param lagBytes how far a replica is behind, or the last replica of a master; -1 when it is not known
 * @param commands the busiest first
 */
public record NodeReading(
        String address,
        String role,
        String silence,
        double opsPerSecond,
        double hitRatio,
        long memory,
        long maxMemory,
        long resident,
        double inPerSecond,
        double outPerSecond,
        long clients,
        long blocked,
        long keys,
        double expiredPerSecond,
        double evictedPerSecond,
        double processors,
        long lagBytes,
        long newSlow,
        List<CommandReading> commands,
        List<HoldUp> holdUps,
        List<Slow> slow) {
    static NodeReading silent(String address, String why) {
        return new NodeReading(
                address,
                "",
                why,
                0,
                Double.NaN,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                -1,
                0,
                List.of(),
                List.of(),
                List.of());
    }

    public boolean answers() {
        return silence == null;
    }
}
