package dev.redkit.bench.pubsub;

import java.util.Arrays;

/**
 * What stands in a message: publisher, number, the moment at which it should have left and the one at which it did, each in
 * decimal digits, then filler.
 *
 * <pre>
 *   pppppp nnnnnnnnnnnn dddddddddddddddddddd ssssssssssssssssssss xxx…
 * </pre>
 */
final class Letter {
    static final int SHORTEST = 6 + 1 + 12 + 1 + 20 + 1 + 20;

    private static final int NUMBER = 7;
    private static final int DUE = 20;
    private static final int SENT = 41;

    private Letter() {}

    static byte[] blank(int size) {
        byte[] bytes = new byte[Math.max(SHORTEST, size)];
        Arrays.fill(bytes, (byte) 'x');
        bytes[NUMBER - 1] = ' ';
        bytes[DUE - 1] = ' ';
        bytes[SENT - 1] = ' ';
        return bytes;
    }

    static void write(byte[] bytes, int at, int publisher, long number, long due, long sent) {
        digits(publisher, bytes, at, NUMBER - 1);
        digits(number, bytes, at + NUMBER, DUE - NUMBER - 1);
        digits(due, bytes, at + DUE, SENT - DUE - 1);
        digits(sent, bytes, at + SENT, SHORTEST - SENT);
    }

    static boolean isOne(byte[] bytes) {
        return bytes.length >= SHORTEST && bytes[NUMBER - 1] == ' ' && bytes[DUE - 1] == ' ' && bytes[SENT - 1] == ' ';
    }

    static int publisher(byte[] bytes) {
        return (int) number(bytes, 0, NUMBER - 1);
    }

    static long number(byte[] bytes) {
        return number(bytes, NUMBER, DUE - 1);
    }

    static long due(byte[] bytes) {
        return number(bytes, DUE, SENT - 1);
    }

    static long sent(byte[] bytes) {
        return number(bytes, SENT, SHORTEST);
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    private static void digits(long value, byte[] bytes, int from, int width) {
        long rest = value;
        for (int at = from + width - 1; at >= from; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
