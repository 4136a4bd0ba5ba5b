/**
 * Traffic that was recorded, sent again: captures (MONITOR as redis-cli prints it or as {@code tail --monitor --save} keeps
 * it, append-only files) become a tape of requests with their moments and clients, which the engine plays.
 */
package dev.redkit.bench.replay;
