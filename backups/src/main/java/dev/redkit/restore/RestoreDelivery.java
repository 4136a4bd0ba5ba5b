package dev.redkit.restore;

import dev.redkit.lane.Incidents;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Pace;
import java.nio.file.Path;
import java.time.Duration;

/**
 * How keys get to the server.
 *
 * @param connections to each server
 * @param timeout how long an answer may take
 * @param checkpoint where it is noted how far the restore has come, or null
 * @param resume whether to go on from there
 */
public record RestoreDelivery(
        int connections,
        LaneLimits limits,
        Duration timeout,
        Pace pace,
        Incidents incidents,
        Path checkpoint,
        boolean resume) {}
