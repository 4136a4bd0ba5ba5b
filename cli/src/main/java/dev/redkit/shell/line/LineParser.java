package dev.redkit.shell.line;

import dev.redkit.grammar.Words;
import java.util.ArrayList;
import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.Parser;

/** Lines for JLine, with redis-cli's quoting: an open quote asks for a further line, nothing else does. */
public final class LineParser implements Parser {
    @Override
    public Parsed parse(String line, int cursor, ParseContext context) {
        if (context == ParseContext.ACCEPT_LINE && isOpen(line)) {
            throw new EOFError(1, line.length(), "a quote is open", "quote");
        }
        return new Parsed(line, Math.min(cursor, line.length()));
    }

    /**
     * Whether a quote is open, so that the line goes on in the next one. Behind a bar the quotes are those of the system's
     * shell; behind a backslash stand names.
     */
    public static boolean isOpen(String line) {
        Words words = Words.of(line);
        Words.Fault fault = words.fault();
        return fault != null
                && fault.open()
                && !line.stripLeading().startsWith("\\")
                && words.words().stream()
                        .noneMatch(word -> !word.quoted()
                                && word.to() <= fault.at()
                                && word.text().equals("|"));
    }

    @Override
    public boolean isEscapeChar(char one) {
        return false;
    }

    /** A line with a cursor in it: what stands before the cursor counts. */
    public static final class Parsed implements CompletingParsedLine {
        private final String line;
        private final int cursor;
        private final List<String> words;
        private final String typed;

        Parsed(String line, int cursor) {
            this.line = line;
            this.cursor = cursor;
            String before = line.substring(0, cursor);
            Words split = Words.of(before);
            words = new ArrayList<>(split.texts());
            int last = split.words().size() - 1;
            boolean inWord = last >= 0 && split.words().get(last).to() == cursor;
            typed = inWord ? before.substring(split.words().get(last).from()) : "";
            if (!inWord) {
                words.add("");
            }
        }

        @Override
        public String word() {
            return words.get(words.size() - 1);
        }

        @Override
        public int wordCursor() {
            return word().length();
        }

        @Override
        public int wordIndex() {
            return words.size() - 1;
        }

        @Override
        public List<String> words() {
            return words;
        }

        @Override
        public String line() {
            return line;
        }

        @Override
        public int cursor() {
            return cursor;
        }

        @Override
        public CharSequence escape(CharSequence candidate, boolean complete) {
            String quoted = Quoting.quote(candidate.toString(), typed);
            boolean closed = quoted.length() > 1 && (quoted.startsWith("\"") || quoted.startsWith("'"));
            return closed && !complete ? quoted.substring(0, quoted.length() - 1) : quoted;
        }

        @Override
        public int rawWordCursor() {
            return typed.length();
        }

        @Override
        public int rawWordLength() {
            return typed.length();
        }
    }
}
