package dev.redkit.describe;

/** What the values of a column are, all of them. */
public enum ValueType {
    /** There is no value. */
    NOTHING,
    INTEGER,
    DECIMAL,
    BOOLEAN,
    /** {@code 2026-11-21} */
    DATE,
    /** {@code 10:30} or {@code 10:30:00.5} */
    TIME,
    /** A date and a time, with or without zone. */
    DATE_TIME,
    UUID,
    JSON,
    TEXT,
    BYTES;

    /** What values of both types are. */
    ValueType and(ValueType other) {
        if (this == other || other == NOTHING) {
            return this;
        }
        if (this == NOTHING) {
            return other;
        }
        if (isNumber() && other.isNumber()) {
            return DECIMAL;
        }
        if (this == BYTES || other == BYTES) {
            return BYTES;
        }
        boolean dates = (this == DATE || this == DATE_TIME) && (other == DATE || other == DATE_TIME);
        return dates ? DATE_TIME : TEXT;
    }

    public boolean isNumber() {
        return this == INTEGER || this == DECIMAL;
    }
}
