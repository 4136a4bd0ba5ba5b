/**
 * The fast way in: many commands under way on one connection, or on one to each master of a cluster, driven by one
 * thread. Commands are pulled from a {@link dev.redkit.lane.CommandSource} as fast as the servers take them, or as a
 * {@link dev.redkit.lane.Pace} lets them; every reply is read and tied to the command that caused it. Memory is bounded
 * by {@link dev.redkit.lane.LaneLimits}, whatever the number and size of the commands.
 *
 * <p>{@link dev.redkit.lane.Lanes} that are resending outlive broken connections, restarts and failovers, for commands
 * that may be done twice; {@link dev.redkit.lane.ExactlyOnce} does so for those that may not.
 */
package dev.redkit.lane;
