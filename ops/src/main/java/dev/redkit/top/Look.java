package dev.redkit.top;

import dev.redkit.redis.ServerLatency;
import java.util.List;
import java.util.Map;

/**
 * What one server said at one moment.
 *
 * @param nanos when, by this machine's steady clock
 * @param silence why it said nothing; null when it did
 * @param info its INFO; empty where it may not be read
 * @param latency its LATENCY HISTOGRAM; empty where it has none
 * @param slow the newest entries of its slow log, the newest first
 * @param holdUps its latency events
 */
record Look(
        String address,
        long nanos,
        String silence,
        Map<String, String> info,
        ServerLatency latency,
        List<Slow> slow,
        List<HoldUp> holdUps) {
    static Look silent(String address, String why) {
        return new Look(address, System.nanoTime(), why, Map.of(), new ServerLatency(), List.of(), List.of());
    }

    boolean answered() {
        return silence == null;
    }

    /** A number of INFO; 0 where there is none. */
    double number(String name) {
        try {
            return Double.parseDouble(info.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** {@code name=value,…} of INFO. */
    static double part(String list, String name) {
        for (String one : list.split(",", -1)) {
            if (one.startsWith(name + "=")) {
                try {
                    return Double.parseDouble(one.substring(name.length() + 1));
                } catch (NumberFormatException e) {
                    return 0;
                }
            }
        }
        return 0;
    }

    String role() {
        String role = info.getOrDefault("role", "");
        return role.equals("slave") ? "replica" : role;
    }
}
