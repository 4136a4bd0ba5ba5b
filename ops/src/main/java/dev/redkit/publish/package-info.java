/**
 * Messages to channels, sharded channels and streams: many under way at once, every reply read, so that at the end it is
 * known what was delivered to how many, and what nobody can know because a connection was lost.
 */
package dev.redkit.publish;
