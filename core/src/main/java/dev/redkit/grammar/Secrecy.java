package dev.redkit.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/** Which words of a command are secrets: passwords in AUTH, HELLO, ACL SETUSER, CONFIG SET, MIGRATE, SENTINEL SET. */
public final class Secrecy {
    /** What stands in the place of a secret. */
    public static final String HIDDEN = "(redacted)";

    private Secrecy() {}

    /** The indexes of the words that are secrets. */
    public static BitSet secrets(List<String> words) {
        BitSet secrets = new BitSet();
        switch (lower(words, 0)) {
            case "auth" -> secrets.set(1, Math.max(1, words.size()));
            case "hello" -> after(words, "auth", 2, secrets);
            case "migrate" -> {
                after(words, "auth", 1, secrets);
                after(words, "auth2", 2, secrets);
            }
            case "config" -> settings(words, 2, lower(words, 1).equals("set"), secrets);
            case "sentinel" ->
                settings(
                        words,
                        2,
                        lower(words, 1).equals("set") || lower(words, 1).equals("config"),
                        secrets);
            case "acl" -> {
                if (lower(words, 1).equals("setuser")) {
                    passwords(words, secrets);
                }
            }
            default -> {
                // Data, not secrets of the server.
            }
        }
        return secrets;
    }

    /** Whether a command by this name may hold a secret: a quick look, for streams of commands. */
    public static boolean isSuspicious(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "auth", "hello", "migrate", "config", "sentinel", "acl" -> true;
            default -> false;
        };
    }

    /** Whether a command shall not be written to a history: it holds a secret, or tells of users' rights. */
    public static boolean staysOutOfHistory(List<String> words) {
        return !secrets(words).isEmpty()
                || (lower(words, 0).equals("acl")
                        && List.of("setuser", "getuser", "deluser").contains(lower(words, 1)));
    }

    /** The words, with {@link #HIDDEN} for each secret. */
    public static List<String> masked(List<String> words) {
        BitSet secrets = secrets(words);
        List<String> masked = new ArrayList<>(words);
        for (int i = secrets.nextSetBit(0); i >= 0; i = secrets.nextSetBit(i + 1)) {
            masked.set(i, HIDDEN);
        }
        return masked;
    }

    private static void after(List<String> words, String word, int count, BitSet secrets) {
        for (int i = 1; i < words.size(); i++) {
            if (lower(words, i).equals(word)) {
                secrets.set(Math.min(i + 1, words.size()), Math.min(i + 1 + count, words.size()));
                return;
            }
        }
    }

    private static void settings(List<String> words, int from, boolean set, BitSet secrets) {
        for (int i = from; set && i + 1 < words.size(); i++) {
            String name = lower(words, i);
            boolean secret = name.contains("pass")
                    || name.equals("masterauth")
                    || name.equals("primaryauth")
                    || name.contains("secret")
                    || name.contains("auth-");
            if (secret) {
                secrets.set(i + 1);
            }
        }
    }

    private static void passwords(List<String> words, BitSet secrets) {
        for (int i = 3; i < words.size(); i++) {
            String rule = words.get(i);
            if (!rule.isEmpty() && "><#!".indexOf(rule.charAt(0)) >= 0) {
                secrets.set(i);
            }
        }
    }

    private static String lower(List<String> words, int index) {
        return index < words.size() ? words.get(index).toLowerCase(Locale.ROOT) : "";
    }
}
