/**
 * What the tests of every module stand on: real servers ({@link dev.redkit.testkit.RedisServer}, clusters, sentinels),
 * certificates, a proxy that harms connections on purpose, the packaged program run as a process, and a real terminal.
 * Published as core's test-jar. Nothing here imitates Redis.
 */
package dev.redkit.testkit;
