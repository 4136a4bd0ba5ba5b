/**
 * One renderer for everything that redkit shows: a document is a tree of {@link dev.redkit.render.Value}s or a table of
 * rows, and comes out as a table, JSON, NDJSON, CSV, TSV, YAML or raw bytes. The commands know nothing of the formats.
 */
package dev.redkit.render;
