package dev.redkit.source;

import tools.jackson.core.exc.StreamReadException;

/** What is wrong with a JSON text, in one line. */
final class JsonFault {
    private JsonFault() {}

    /** With the column in its line, which is all there is to tell where the record is known. */
    static String of(StreamReadException e) {
        return e.getLocation() == null
                ? what(e)
                : what(e) + " (column " + e.getLocation().getColumnNr() + ")";
    }

    static String what(StreamReadException e) {
        return e.getOriginalMessage().lines().findFirst().orElse("broken");
    }
}
