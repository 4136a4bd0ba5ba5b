package dev.redkit.source;

import java.nio.charset.Charset;
import java.util.List;

/**
 * How a dataset is to be read, as far as the user says it; all else is seen from its content and name.
 *
 * @param format the name of a format, or null to see which it is
 * @param encoding of texts, or null for UTF-8, or what a byte order mark says
 * @param delimited for texts with delimiters, and those with columns of fixed width
 * @param nested for JSON and XML
 * @param recordLimit how many bytes a record may have
 */
public record SourceOptions(String format, Charset encoding, Delimited delimited, Nested nested, int recordLimit) {
    /** Nothing said. */
    public static final SourceOptions DEFAULTS =
            new SourceOptions(null, null, Delimited.DEFAULTS, Nested.DEFAULTS, quarterOfHeap());

    /**
     * What is said about texts with columns.
     *
     * @param dialect with delimiter null to find it out
     * @param names of the columns, instead of what a header says; empty when not given
     * @param widths of the columns, as {@code 5,10,*} or {@code 1-5,6-15,16-}; null when not given
     */
    public record Delimited(Dialect dialect, Header header, List<String> names, Ragged ragged, String widths) {
        public static final Delimited DEFAULTS = new Delimited(Dialect.ANY, Header.AUTO, List.of(), Ragged.ERROR, null);

        public Delimited {
            names = List.copyOf(names);
        }

        public Delimited withDialect(Dialect other) {
            return new Delimited(other, header, names, ragged, widths);
        }

        public Delimited withHeader(Header other) {
            return new Delimited(dialect, other, names, ragged, widths);
        }

        public Delimited withNames(List<String> others) {
            return new Delimited(dialect, header, others, ragged, widths);
        }

        public Delimited withRagged(Ragged other) {
            return new Delimited(dialect, header, names, other, widths);
        }

        public Delimited withWidths(String others) {
            return new Delimited(dialect, header, names, ragged, others);
        }
    }

    /**
     * What is said about texts that nest.
     *
     * @param jsonPath a JSON pointer to the array that holds the records, or null for the document itself
     * @param flatten whether the members of an object within a record become columns {@code a.b.c} of their own
     * @param recordPath the elements of XML that are records, as {@code /items/item}, or null for the children of the root
     */
    public record Nested(String jsonPath, boolean flatten, String recordPath) {
        public static final Nested DEFAULTS = new Nested(null, false, null);
    }

    public SourceOptions withFormat(String other) {
        return new SourceOptions(other, encoding, delimited, nested, recordLimit);
    }

    public SourceOptions withEncoding(Charset other) {
        return new SourceOptions(format, other, delimited, nested, recordLimit);
    }

    public SourceOptions withDelimited(Delimited other) {
        return new SourceOptions(format, encoding, other, nested, recordLimit);
    }

    public SourceOptions withNested(Nested other) {
        return new SourceOptions(format, encoding, delimited, other, recordLimit);
    }

    public SourceOptions withRecordLimit(int other) {
        return new SourceOptions(format, encoding, delimited, nested, other);
    }

    private static int quarterOfHeap() {
        return (int) Math.min(Runtime.getRuntime().maxMemory() / 4, Integer.MAX_VALUE / 2);
    }
}
