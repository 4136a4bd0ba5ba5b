package dev.redkit.shell;

import dev.redkit.failure.BadInput;
import dev.redkit.shell.line.LineParser;
import java.io.BufferedReader;
import java.io.IOException;

/** The lines of a script: one whose quote is still open goes on in the next. */
final class ScriptLines {
    private static final int LONGEST = 64 << 20;

    private final BufferedReader reader;
    private int number;
    private int start;

    ScriptLines(BufferedReader reader) {
        this.reader = reader;
    }

    /** The next line, or null at the end. */
    String next() {
        try {
            String line = reader.readLine();
            start = ++number;
            if (line == null) {
                return null;
            }
            StringBuilder whole = new StringBuilder(line);
            // Looked at anew only where a quote was added: a long text in quotes stays linear.
            while (open(whole, line)) {
                line = reader.readLine();
                number++;
                if (line == null) {
                    throw new BadInput("line " + start + ": a quote is never closed");
                }
                if (whole.length() + line.length() > LONGEST) {
                    throw new BadInput("line " + start + ": the quoted text does not end within 64 MB");
                }
                whole.append('\n').append(line);
            }
            return whole.toString();
        } catch (IOException e) {
            throw new BadInput("the script cannot be read: " + e.getMessage(), null, e);
        }
    }

    private static boolean open(StringBuilder whole, String last) {
        boolean first = whole.length() == last.length();
        boolean quotes = last.indexOf('"') >= 0 || last.indexOf('\'') >= 0;
        return quotes ? !comment(whole) && LineParser.isOpen(whole.toString()) : !first;
    }

    private static boolean comment(StringBuilder line) {
        return line.toString().stripLeading().startsWith("#");
    }

    /** The number of the line that {@link #next} gave, from 1. */
    int number() {
        return start;
    }
}
