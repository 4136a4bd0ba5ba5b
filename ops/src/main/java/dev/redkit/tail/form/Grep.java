package dev.redkit.tail.form;

import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Lets messages pass in whose payload one of some expressions is found, or none of them. An expression without special
 * characters is looked for as bytes, without making text of every payload.
 */
public final class Grep implements Sieve {
    private final List<Pattern> patterns = new ArrayList<>();
    private final List<byte[]> words = new ArrayList<>();
    private final boolean wanted;

    public Grep(List<Pattern> expressions, boolean wanted) {
        this.wanted = wanted;
        for (Pattern one : expressions) {
            if (one.flags() == 0 && one.pattern().chars().noneMatch(c -> "\\[](){}.*+?^$|".indexOf(c) >= 0)) {
                words.add(one.pattern().getBytes(StandardCharsets.UTF_8));
            } else {
                patterns.add(one);
            }
        }
    }

    @Override
    public boolean passes(Message message) {
        return found(message.payload()) == wanted;
    }

    private boolean found(Slice payload) {
        for (byte[] word : words) {
            if (contains(payload, word)) {
                return true;
            }
        }
        if (patterns.isEmpty()) {
            return false;
        }
        String text = payload.text();
        for (Pattern pattern : patterns) {
            if (pattern.matcher(text).find()) {
                return true;
            }
        }
        return false;
    }

    static boolean contains(Slice slice, byte[] word) {
        if (word.length == 0) {
            return true;
        }
        byte[] bytes = slice.bytes();
        int last = slice.offset() + slice.length() - word.length;
        for (int at = slice.offset(); at <= last; at++) {
            if (bytes[at] == word[0] && Arrays.mismatch(bytes, at, at + word.length, word, 0, word.length) < 0) {
                return true;
            }
        }
        return false;
    }
}
