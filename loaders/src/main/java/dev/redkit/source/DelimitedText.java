package dev.redkit.source;

import dev.redkit.record.RowSource;
import java.io.IOException;

/** Finds out the delimiter when it is not said, and chooses who reads the text. */
final class DelimitedText {
    private DelimitedText() {}

    /**
     * Begins to read.
     *
     * @param usual the delimiter that the format has when nothing speaks for another
     */
    static RowSource open(Opening opening, String usual) throws IOException {
        Dialect said = opening.options().delimited().dialect();
        Dialect dialect =
                said.delimiter() == null ? said.withDelimiter(DelimiterGuess.of(opening.head(), usual)) : said;
        return dialect.isPlain() ? CsvSource.open(opening, dialect) : DialectSource.open(opening, dialect);
    }
}
