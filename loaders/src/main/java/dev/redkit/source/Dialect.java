package dev.redkit.source;

import dev.redkit.failure.UsageError;

/**
 * How a delimited text is written.
 *
 * @param delimiter what stands between fields; null to take that of the format, or find it out
 * @param quote the character that encloses fields, or {@link #NONE}
 * @param escape the character that makes the next one plain, or {@link #NONE}: then a quote is doubled
 * @param comment the character that begins a line which is no record, or {@link #NONE}
 * @param trim whether blanks around fields are dropped
 * @param nullText what an unquoted field says that is null; an empty one is text then. Null when empty ones are null
 */
public record Dialect(String delimiter, char quote, char escape, char comment, boolean trim, String nullText) {
    /** There is no such character. */
    public static final char NONE = 0;

    /** As in RFC 4180, with a delimiter that is to be found out. */
    public static final Dialect ANY = new Dialect(null, '"', NONE, NONE, false, null);

    public Dialect {
        if (delimiter != null
                && (delimiter.isEmpty() || delimiter.indexOf('\n') >= 0 || delimiter.indexOf('\r') >= 0)) {
            throw new UsageError("a delimiter is at least one character, and no line end");
        }
        if (quote > 0x7f || escape > 0x7f || comment > 0x7f) {
            throw new UsageError("quote, escape and comment are characters of ASCII");
        }
        if (delimiter != null && quote != NONE && delimiter.indexOf(quote) >= 0) {
            throw new UsageError("'" + quote + "' cannot be both quote and delimiter");
        }
    }

    /** As in RFC 4180, but for the delimiter. */
    public static Dialect of(String delimiter) {
        return ANY.withDelimiter(delimiter);
    }

    public Dialect withDelimiter(String itsDelimiter) {
        return new Dialect(itsDelimiter, quote, escape, comment, trim, nullText);
    }

    public Dialect withQuote(char itsQuote) {
        return new Dialect(delimiter, itsQuote, escape, comment, trim, nullText);
    }

    /** Whether the byte scanner reads it, {@link CsvSource}; else it takes the longer way. */
    public boolean isPlain() {
        boolean oneByte = delimiter != null && delimiter.length() == 1 && delimiter.charAt(0) < 0x80;
        return oneByte
                && (quote == '"' || quote == NONE)
                && escape == NONE
                && comment == NONE
                && !trim
                && nullText == null;
    }

    byte plainDelimiter() {
        return (byte) delimiter.charAt(0);
    }
}
