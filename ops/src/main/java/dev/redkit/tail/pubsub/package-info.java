/**
 * Channels, patterns, sharded channels and keyspace events. A {@link dev.redkit.tail.pubsub.Tap} is one connection that
 * subscribes, reads, notices when the server is gone or silent, and comes back; the sources open one or several of them.
 */
package dev.redkit.tail.pubsub;
