package dev.redkit.record;

/** What a field is, as far as its format says. The bytes are always its text, so that most need never ask. */
public enum FieldType {
    /** There is no value: a column that this record lacks, or a null. */
    NULL,
    /** Text, in UTF-8 as far as the format has text; formats without types only know this. */
    TEXT,
    /** A whole number, in decimal. */
    INTEGER,
    /** A number with a fraction or an exponent, in decimal. */
    DECIMAL,
    /** {@code true} or {@code false}. */
    BOOLEAN,
    /** An object or array, as JSON text. */
    JSON,
    /** Bytes that are not text. */
    BYTES
}
