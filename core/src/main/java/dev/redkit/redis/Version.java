package dev.redkit.redis;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A server's version, as far as behaviour depends on it. */
public record Version(int major, int minor, int patch) implements Comparable<Version> {
    /** The version of a server that does not tell: older than all. */
    public static final Version UNKNOWN = new Version(0, 0, 0);

    private static final Pattern TEXT = Pattern.compile("v?(\\d{1,5})\\.(\\d{1,5})(?:\\.(\\d{1,5}))?.*");

    /** {@code 7.2.4}, {@code v1.23.0-abc}, {@code 8.0}; {@link #UNKNOWN} for what is none. */
    public static Version parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return UNKNOWN;
        }
        String patch = matcher.group(3);
        return new Version(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    public boolean atLeast(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }

    @Override
    public int compareTo(Version other) {
        int byMajor = Integer.compare(major, other.major);
        int byMinor = byMajor != 0 ? byMajor : Integer.compare(minor, other.minor);
        return byMinor != 0 ? byMinor : Integer.compare(patch, other.patch);
    }

    @Override
    public String toString() {
        return equals(UNKNOWN) ? "unknown" : major + "." + minor + "." + patch;
    }
}
