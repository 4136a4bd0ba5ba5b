package dev.redkit.source;

import dev.redkit.failure.BadInput;

/** What is said of a record that does not fit: where it is, how large it is, and how large one may be. */
final class TooLarge {
    private TooLarge() {}

    /** When nobody has counted how large it is. */
    static BadInput record(Window window, long line) {
        return new BadInput(
                "the record on line " + line + " of " + window.name() + " has more than " + window.most() + " bytes",
                "is there a quote that is never closed? If it is meant so, more heap takes larger ones");
    }

    static BadInput record(Window window, long line, long size) {
        return new BadInput(
                "the record on line " + line + " of " + window.name() + " has " + size + " bytes, at most "
                        + window.most() + " are taken",
                "is it the right format? If so, more heap takes larger ones: a quarter of it for one record");
    }
}
