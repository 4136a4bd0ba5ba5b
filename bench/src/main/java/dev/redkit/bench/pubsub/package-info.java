/**
 * How long messages take from a publisher to its subscribers, and whether all come, once and in order: every message carries
 * its number and its moments, and subscribers of this process read them. Channels, sharded channels, and streams with groups.
 */
package dev.redkit.bench.pubsub;
