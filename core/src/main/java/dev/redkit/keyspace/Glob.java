package dev.redkit.keyspace;

import java.nio.charset.StandardCharsets;

/**
 * A pattern in the manner of KEYS, on bytes: {@code *} any bytes, {@code ?} one byte, {@code [a-z]} one of these,
 * {@code [^a]} none of these, a backslash takes the next byte literally. For several patterns at once, which no SCAN
 * takes, it has to say what the server would say.
 */
public final class Glob {
    private final byte[] pattern;

    private Glob(byte[] pattern) {
        this.pattern = pattern;
    }

    public static Glob of(String pattern) {
        return of(pattern.getBytes(StandardCharsets.UTF_8));
    }

    public static Glob of(byte[] pattern) {
        return new Glob(pattern.clone());
    }

    /** The pattern itself; not to be changed. */
    public byte[] bytes() {
        return pattern;
    }

    /** Whether it has no special byte, so that it is the one name it matches. */
    boolean isLiteral() {
        for (byte one : pattern) {
            if (one == '*' || one == '?' || one == '[' || one == '\\') {
                return false;
            }
        }
        return true;
    }

    /** Whether the whole name matches. Time is bounded by the product of the lengths: only the last star is retried. */
    public boolean matches(byte[] name) {
        int at = 0;
        int in = 0;
        int star = -1;
        int taken = 0;
        while (in < name.length) {
            if (at < pattern.length && pattern[at] == '*') {
                star = at++;
                taken = in;
                continue;
            }
            int next = at < pattern.length ? step(at, name[in]) : -1;
            if (next >= 0) {
                at = next;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++taken;
            } else {
                return false;
            }
        }
        while (at < pattern.length && pattern[at] == '*') {
            at++;
        }
        return at == pattern.length;
    }

    /** Where the pattern goes on after it has matched one byte; -1 when it does not match. */
    private int step(int at, byte one) {
        return switch (pattern[at]) {
            case '?' -> at + 1;
            case '[' -> set(at + 1, one);
            case '\\' -> {
                int literal = at + 1 < pattern.length ? at + 1 : at;
                yield pattern[literal] == one ? literal + 1 : -1;
            }
            default -> pattern[at] == one ? at + 1 : -1;
        };
    }

    /** As the server reads it: a set that is not closed ends with the pattern. */
    private int set(int start, byte one) {
        int at = start;
        boolean not = at < pattern.length && pattern[at] == '^';
        at += not ? 1 : 0;
        boolean found = false;
        while (at < pattern.length && pattern[at] != ']') {
            if (pattern[at] == '\\' && at + 1 < pattern.length) {
                found |= pattern[++at] == one;
            } else if (at + 2 < pattern.length && pattern[at + 1] == '-') {
                found |= between(pattern[at], pattern[at + 2], one);
                at += 2;
            } else {
                found |= pattern[at] == one;
            }
            at++;
        }
        return found == not ? -1 : Math.min(at + 1, pattern.length);
    }

    private static boolean between(byte first, byte second, byte one) {
        int low = Math.min(first & 0xff, second & 0xff);
        int high = Math.max(first & 0xff, second & 0xff);
        return (one & 0xff) >= low && (one & 0xff) <= high;
    }

    @Override
    public String toString() {
        return new String(pattern, StandardCharsets.UTF_8);
    }
}
