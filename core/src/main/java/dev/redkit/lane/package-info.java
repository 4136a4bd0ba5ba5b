/**
 * The fast way in: many commands under way on one connection, or on one to each master of a cluster, driven by one
 * thread. Commands are pulled from a {@link dev.redkit.lane.CommandSource} as fast as the servers take them; every reply
 * is read and tied to the command that caused it. Memory is bounded by {@link dev.redkit.lane.LaneLimits}, whatever the
 * number and size of the commands.
 */
package dev.redkit.lane;
