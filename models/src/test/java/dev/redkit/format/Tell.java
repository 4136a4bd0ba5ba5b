package dev.redkit.format;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What a framework in a JVM of its own says of an array, in the words of {@link Fixtures}. It knows the JDK only. */
public final class Tell {
    private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

    private Tell() {}

    /**
     * Says it.
     *
     * @param bytes little-endian, in C order
     */
    public static void array(String name, String dtype, long[] shape, byte[] bytes) {
        String dimensions = Arrays.stream(shape).mapToObj(Long::toString).collect(Collectors.joining(",", "[", "]"));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            OUT.println(
                    name + " " + dtype + " " + dimensions + " " + HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
