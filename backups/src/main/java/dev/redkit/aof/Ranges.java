package dev.redkit.aof;

import java.io.IOException;

/** Hears which bytes of each file are kept: file by file, from front to end. */
interface Ranges {
    /** In the place of an end: all that comes. */
    long TO_THE_END = Long.MAX_VALUE;

    void keep(AofPart part, long from, long to) throws IOException;
}
