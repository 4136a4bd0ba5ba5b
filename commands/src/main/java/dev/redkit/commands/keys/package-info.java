/** {@code keys …}: look at the keys of a server or cluster, count and rank them, and change many at once. */
package dev.redkit.commands.keys;
