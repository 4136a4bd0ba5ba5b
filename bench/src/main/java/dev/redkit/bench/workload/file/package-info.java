/**
 * Workload files: what to send, at which load, in which phases, and which bounds have to hold, as YAML 1.2 or JSON (which is
 * YAML too). What is wrong is told with the line and the column where it stands.
 */
package dev.redkit.bench.workload.file;
