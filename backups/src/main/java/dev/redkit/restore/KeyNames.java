package dev.redkit.restore;

import dev.redkit.failure.UsageError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** New names for keys: {@code old:*=new:*}, where the star is what stays. The first rule that fits is taken. */
public final class KeyNames {
    /** Every key keeps its name. */
    public static final KeyNames SAME = new KeyNames(List.of());

    private final List<Rule> rules;

    private record Rule(byte[] head, byte[] tail, byte[] newHead, byte[] newTail) {
        boolean fits(byte[] key) {
            return key.length >= head.length + tail.length
                    && Arrays.equals(key, 0, head.length, head, 0, head.length)
                    && Arrays.equals(key, key.length - tail.length, key.length, tail, 0, tail.length);
        }

        byte[] of(byte[] key) {
            int kept = key.length - head.length - tail.length;
            byte[] name = Arrays.copyOf(newHead, newHead.length + kept + newTail.length);
            System.arraycopy(key, head.length, name, newHead.length, kept);
            System.arraycopy(newTail, 0, name, newHead.length + kept, newTail.length);
            return name;
        }
    }

    private KeyNames(List<Rule> rules) {
        this.rules = rules;
    }

    public static KeyNames parse(List<String> texts) {
        List<Rule> rules = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            String from = equals < 0 ? "" : text.substring(0, equals);
            String to = text.substring(equals + 1);
            if (stars(from) != 1 || stars(to) != 1) {
                throw new UsageError(
                        "--rename: '" + text + "' does not say which part of the name stays",
                        "write it with one star on each side: 'old:*=new:*'");
            }
            rules.add(new Rule(head(from), tail(from), head(to), tail(to)));
        }
        return new KeyNames(List.copyOf(rules));
    }

    private static long stars(String text) {
        return text.chars().filter(c -> c == '*').count();
    }

    private static byte[] head(String text) {
        return text.substring(0, text.indexOf('*')).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] tail(String text) {
        return text.substring(text.indexOf('*') + 1).getBytes(StandardCharsets.UTF_8);
    }

    /** The new name of a key; the same when no rule fits. */
    public byte[] of(byte[] key) {
        for (Rule rule : rules) {
            if (rule.fits(key)) {
                return rule.of(key);
            }
        }
        return key;
    }
}
