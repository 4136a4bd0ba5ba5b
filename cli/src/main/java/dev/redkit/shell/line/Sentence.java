package dev.redkit.shell.line;

import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Words;
import dev.redkit.grammar.Words.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole line: a command, and what is to be done with what comes in and goes out.
 *
 * <pre>
 * GET key | jq .     the reply goes to a program          SET key &lt; file   the last argument comes from a file
 * KEYS * &gt; file      the reply goes to a file             … &gt;&gt; file         to the end of one
 * </pre>
 *
 * These signs count only when they stand alone and unquoted, so arguments such as {@code a|b} or {@code (5} stay what they
 * are. {@code XREADGROUP … >} ends in an id of Redis, and is left alone.
 *
 * @param words the command's words as they were typed
 * @param program what the output goes through, or null
 * @param into the file that the output goes to, or null
 * @param append whether to its end
 * @param from the file of the last argument, or null
 */
public record Sentence(List<Word> words, String program, String into, boolean append, String from) {

    /** Of words that did not come from a line: nothing is to be done with what goes out. */
    public static Sentence plain() {
        return new Sentence(List.of(), null, null, false, null);
    }

    /** Understands a line whose quotes are closed. */
    public static Sentence of(String line) {
        Words split = Words.of(line);
        Words.Fault fault = split.fault();
        String program = null;
        List<Word> words = new ArrayList<>();
        for (Word word : split.words()) {
            if (is(word, "|")) {
                program = line.substring(word.to()).strip();
                if (words.isEmpty() || program.isEmpty()) {
                    throw new UsageError("'|' stands between a command and a program", "quote it if it is an argument");
                }
                break;
            }
            words.add(word);
        }
        // Behind the bar the quotes are those of the system's shell.
        int end = words.isEmpty() ? 0 : words.get(words.size() - 1).to();
        if (fault != null && (program == null || fault.at() <= end)) {
            throw new UsageError(fault.message());
        }
        return redirected(words, program);
    }

    private static Sentence redirected(List<Word> words, String program) {
        String into = null;
        String from = null;
        boolean append = false;
        boolean ids = !words.isEmpty() && words.get(0).text().equalsIgnoreCase("XREADGROUP");
        while (words.size() > 2) {
            Word before = words.get(words.size() - 2);
            String sign = before.quoted() ? "" : before.text();
            String file = words.get(words.size() - 1).text();
            if (sign.equals("<") && from == null) {
                from = file;
            } else if (isInto(sign, ids) && into == null && program == null) {
                into = file;
                append = sign.equals(">>");
            } else {
                break;
            }
            words.subList(words.size() - 2, words.size()).clear();
        }
        return new Sentence(List.copyOf(words), program, into, append, from);
    }

    private static boolean isInto(String sign, boolean ids) {
        return sign.equals(">>") || (sign.equals(">") && !ids);
    }

    private static boolean is(Word word, String sign) {
        return !word.quoted() && word.text().equals(sign);
    }
}
