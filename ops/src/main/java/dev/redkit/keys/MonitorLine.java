package dev.redkit.keys;

import dev.redkit.grammar.Words;

/** The command in a line of MONITOR: {@code 1700000000.123456 [0 127.0.0.1:5555] "SET" "key" "value"}. */
final class MonitorLine {
    private MonitorLine() {}

    /** The command, if it was for that database and no script ran it; else null. */
    static byte[][] command(String line, int db) {
        int open = line.indexOf('[');
        int close = line.indexOf("] \"", open);
        if (open < 0 || close < 0 || !line.startsWith(db + " ", open + 1) || line.startsWith(" lua", close - 4)) {
            return null;
        }
        Words words = Words.of(line.substring(close + 2));
        return words.fault() != null || words.words().isEmpty() ? null : words.arguments();
    }
}
