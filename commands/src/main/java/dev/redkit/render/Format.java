package dev.redkit.render;

/** The forms that output can have; {@code -o} names one. */
public enum Format {
    TABLE,
    JSON,
    NDJSON,
    CSV,
    TSV,
    RAW,
    YAML
}
