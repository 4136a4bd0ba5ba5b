package dev.redkit.pickle;

import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/** Reads what follows an instruction: numbers, lines, strings. What is long stays in the file. */
final class PickleArguments {
    /** Longer strings stay where they are. */
    private static final int INLINE = 64 << 10;

    private static final int MOST_LINE = 64 << 20;
    private static final int MOST_INTEGER_BYTES = 1024;

    private final RegionReader in;

    PickleArguments(RegionReader in) {
        this.in = in;
    }

    long u32() {
        return Integer.toUnsignedLong(in.i32());
    }

    double bigEndianDouble() {
        return Double.longBitsToDouble(Long.reverseBytes(in.i64()));
    }

    /** A line without its end, one character for each byte. */
    String line() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int b = in.u8();
        while (b != '\n') {
            line.write(b);
            if (line.size() > MOST_LINE) {
                throw in.bad("a line of more than " + MOST_LINE + " bytes");
            }
            b = in.u8();
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    /** A line that is a whole number. */
    Object integerLine() {
        String line = line();
        String digits = line.endsWith("L") ? line.substring(0, line.length() - 1) : line;
        if (digits.isEmpty() || digits.length() > 2 * MOST_INTEGER_BYTES) {
            throw in.bad("a number without digits, or with too many,");
        }
        if (line.equals("00") || line.equals("01")) {
            return line.equals("01");
        }
        try {
            return narrow(new BigInteger(digits.trim()));
        } catch (NumberFormatException e) {
            throw in.bad("a number that is none");
        }
    }

    double decimalLine() {
        String line = line().trim();
        try {
            return switch (line) {
                case "inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(line);
            };
        } catch (NumberFormatException e) {
            throw in.bad("a number that is none");
        }
    }

    int memoLine() {
        try {
            return Integer.parseInt(line());
        } catch (NumberFormatException e) {
            throw in.bad("a place in the memo that is none");
        }
    }

    Object integer(long bytes) {
        if (bytes > MOST_INTEGER_BYTES) {
            throw in.bad("a whole number of " + bytes + " bytes");
        }
        byte[] little = in.bytes(bytes, "a whole number");
        if (little.length == 0) {
            return 0L;
        }
        for (int i = 0; i < little.length / 2; i++) {
            byte first = little[i];
            little[i] = little[little.length - 1 - i];
            little[little.length - 1 - i] = first;
        }
        return narrow(new BigInteger(little));
    }

    private static Object narrow(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    /** A {@code byte[]}, or a {@link Blob}. */
    Object bytes(long count) {
        if (count >= 0 && count <= INLINE) {
            return in.bytes(count, "bytes");
        }
        Region region = in.take(count, "bytes");
        return new Blob(region, false, count);
    }

    /** A string of Python 2, whose bytes may be text or data: a {@code String} with one character for each, or a {@link Blob}. */
    Object oldString(long count) {
        Object bytes = bytes(count);
        return bytes instanceof byte[] small ? new String(small, StandardCharsets.ISO_8859_1) : bytes;
    }

    /** A {@code String}, or a {@link Blob}. */
    Object text(long count) {
        if (count >= 0 && count <= INLINE) {
            return new String(in.bytes(count, "a text"), StandardCharsets.UTF_8);
        }
        return new Blob(in.take(count, "a text"), true, count);
    }

    /** A line of the first protocol, quoted as by {@code repr}. */
    String quotedLine() {
        String line = line();
        if (line.length() < 2
                || line.charAt(0) != line.charAt(line.length() - 1)
                || "'\"".indexOf(line.charAt(0)) < 0) {
            throw in.bad("a string without its quotes");
        }
        return Escapes.string(line.substring(1, line.length() - 1));
    }

    /** A line of the first protocol with the escapes of {@code raw-unicode-escape}. */
    String unicodeLine() {
        return Escapes.raw(line());
    }
}
