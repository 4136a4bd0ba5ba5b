package dev.redkit.grammar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A command as a person types it, split by redis-cli's rules: blanks separate; {@code "…"} knows {@code \n \r \t \b \a
 * \xHH} and any escaped character; {@code '…'} knows only {@code \'}; a closing quote is followed by a blank or the end.
 * A line that is not finished, or wrong, still has its words, and a fault that says where.
 */
public final class Words {
    /**
     * One word: what it says, and where in the line it stands with its quotes.
     *
     * @param quoted whether some of it is in quotes
     */
    public record Word(byte[] bytes, int from, int to, boolean quoted) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Word word && Arrays.equals(bytes, word.bytes) && from == word.from && to == word.to;
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes) + from;
        }
    }

    /**
     * What is wrong with a line.
     *
     * @param at where: the quote that is never closed, or what follows a closing one
     * @param quote the quote
     * @param open whether it may only be unfinished: the quote is never closed
     */
    public record Fault(int at, char quote, boolean open) {
        /** A sentence that counts columns from 1. */
        public String message() {
            return open
                    ? "the quote " + quote + " at column " + (at + 1) + " is never closed"
                    : "after the closing quote " + quote + " comes no blank (column " + (at + 1) + ")";
        }
    }

    private final byte[] line;
    private final int start;
    private final int end;
    private final List<Word> words = new ArrayList<>();
    private int at;
    private boolean quoted;
    private Fault fault;

    private Words(byte[] line, int from, int to) {
        this.line = line;
        this.start = from;
        this.at = from;
        this.end = to;
    }

    /** Splits a line that lies there. Places are in bytes from its beginning. */
    public static Words of(byte[] line, int from, int to) {
        Words words = new Words(line, from, to);
        words.split();
        return words;
    }

    /** Splits a text; places are in its characters. */
    public static Words of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Words words = of(bytes, 0, bytes.length);
        if (bytes.length != text.length()) {
            words.countCharacters(text);
        }
        return words;
    }

    public List<Word> words() {
        return words;
    }

    public List<String> texts() {
        List<String> texts = new ArrayList<>(words.size());
        words.forEach(word -> texts.add(word.text()));
        return texts;
    }

    /** What the words say, as the arguments of a command. */
    public byte[][] arguments() {
        return words.stream().map(Word::bytes).toArray(byte[][]::new);
    }

    /** What is wrong, or null. */
    public Fault fault() {
        return fault;
    }

    private void split() {
        while (true) {
            while (at < end && blank(line[at])) {
                at++;
            }
            if (at == end) {
                return;
            }
            int from = at;
            byte[] bytes = word();
            words.add(new Word(bytes, from - start, at - start, quoted));
        }
    }

    private byte[] word() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        quoted = false;
        while (at < end && !blank(line[at])) {
            byte b = line[at++];
            switch (b) {
                case '"' -> doubleQuoted(bytes);
                case '\'' -> singleQuoted(bytes);
                default -> bytes.write(b);
            }
        }
        return bytes.toByteArray();
    }

    private void doubleQuoted(ByteArrayOutputStream bytes) {
        int from = at - 1;
        while (at < end && line[at] != '"') {
            byte b = line[at++];
            bytes.write(b == '\\' && at < end ? escaped() : b);
        }
        close('"', from);
    }

    private int escaped() {
        byte b = line[at++];
        if (b == 'x' && at + 1 < end && hex(line[at]) >= 0 && hex(line[at + 1]) >= 0) {
            at += 2;
            return hex(line[at - 2]) << 4 | hex(line[at - 1]);
        }
        return switch (b) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> b;
        };
    }

    private void singleQuoted(ByteArrayOutputStream bytes) {
        int from = at - 1;
        while (at < end && line[at] != '\'') {
            if (line[at] == '\\' && at + 1 < end && line[at + 1] == '\'') {
                at++;
            }
            bytes.write(line[at++]);
        }
        close('\'', from);
    }

    private void close(char quote, int opened) {
        quoted = true;
        if (at == end) {
            fail(new Fault(opened - start, quote, true));
            return;
        }
        at++;
        if (at < end && !blank(line[at])) {
            fail(new Fault(at - start, quote, false));
        }
    }

    private void fail(Fault first) {
        fault = fault == null ? first : fault;
    }

    private void countCharacters(String text) {
        int[] characters = new int[end + 1];
        int bytes = 0;
        for (int i = 0; i < text.length(); ) {
            int one = text.codePointAt(i);
            int length = one < 0x80 ? 1 : one < 0x800 ? 2 : one < 0x10000 ? 3 : 4;
            // A lone surrogate is written as one question mark.
            length = one >= 0xd800 && one <= 0xdfff ? 1 : length;
            for (int n = 0; n < length; n++) {
                characters[bytes + n] = i;
            }
            bytes += length;
            i += Character.charCount(one);
        }
        characters[end] = text.length();
        words.replaceAll(w -> new Word(w.bytes(), characters[w.from()], characters[w.to()], w.quoted()));
        if (fault != null) {
            fault = new Fault(characters[fault.at()], fault.quote(), fault.open());
        }
    }

    private static boolean blank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || b == 0;
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }
}
