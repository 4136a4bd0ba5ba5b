package dev.redkit.load;

import dev.redkit.failure.UsageError;
import dev.redkit.lane.ExactlyOnce;
import dev.redkit.lane.Incidents;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Pace;
import dev.redkit.lane.Router;
import dev.redkit.redis.Redis;
import java.time.Duration;

/**
 * How records get into a server.
 *
 * @param lane which way, if the user has a wish
 * @param connections how many to each server
 * @param limits how much is under way on each, and how long trouble may last
 * @param timeout how long a server may be silent
 * @param care what has to be sure before a record counts as written
 * @param pace how fast at most
 * @param incidents hears of trouble that passes
 */
public record Delivery(
        LaneChoice lane,
        int connections,
        LaneLimits limits,
        Duration timeout,
        Care care,
        Pace pace,
        Incidents incidents) {
    /**
     * What has to be sure.
     *
     * @param allowDuplicates whether what cannot be done twice without harm may be done twice after trouble
     * @param replicas how many of a server's replicas must have what is written there
     */
    public record Care(boolean allowDuplicates, int replicas) {}

    /** Lanes that send again what was not answered, or not confirmed. */
    public Lanes resending(Redis redis) {
        return resending(redis.router(connections));
    }

    /** The same, where each connection begins with a command. */
    Lanes greeting(Redis redis, byte[]... command) {
        return resending(redis.router(connections).greeting(command));
    }

    private Lanes resending(Router router) {
        Lanes lanes = Lanes.resending(router, limits, timeout, incidents).pace(pace);
        return care.replicas() == 0 ? lanes : lanes.confirmedBy(care.replicas());
    }

    /** Lanes that end when something was not answered. */
    public Lanes once(Redis redis) {
        if (care.replicas() > 0) {
            throw new UsageError(
                    "--wait sends again what the replicas do not confirm, and here some would be written twice",
                    "leave it out, or say --allow-duplicates when loading records");
        }
        return new Lanes(redis.router(connections), limits, timeout).pace(pace);
    }

    /** Transactions, each of which is done once. */
    ExactlyOnce exactlyOnce(Redis redis, String name, Duration markerLife) {
        if (connections > 1) {
            throw new UsageError(
                    "--connections " + connections + " is not possible here: records that must not be written twice go"
                            + " one transaction after the other",
                    "leave it out; or, if some may be written twice after trouble, say --allow-duplicates");
        }
        return new ExactlyOnce(redis.router(), limits, name, markerLife, incidents)
                .pace(pace)
                .confirmedBy(care.replicas());
    }
}
