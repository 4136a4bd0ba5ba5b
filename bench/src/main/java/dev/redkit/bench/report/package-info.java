/**
 * What a run leaves behind: one {@code Report}, written as JSON that keeps every histogram (so that runs can be merged and
 * compared later), or as CSV and Markdown for people and pipelines.
 */
package dev.redkit.bench.report;
