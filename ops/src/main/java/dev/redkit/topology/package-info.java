/**
 * How servers stand to each other: a map of masters, replicas, sentinels and slots, what changes between two maps, and
 * the change of the master that somebody wants.
 */
package dev.redkit.topology;
