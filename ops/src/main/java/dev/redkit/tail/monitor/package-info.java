/**
 * MONITOR: every command that a server runs, as it runs it. Costly for the server, so it is bounded by default, its cost
 * is measured and told, and secrets in commands are not shown.
 */
package dev.redkit.tail.monitor;
