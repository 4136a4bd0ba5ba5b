package dev.redkit.commands.backup;

import dev.redkit.backup.FileSummary;
import dev.redkit.io.ByteSizes;
import dev.redkit.render.Value;
import java.util.Map;

/** How backup commands say things that several of them say. */
final class BackupText {
    private BackupText() {}

    /** A number of bytes: exact for machines, short for people. */
    static Value size(long bytes) {
        return new Value.Shown(Value.of(bytes), ByteSizes.format(bytes));
    }

    /** The server that wrote a file, as it says itself: {@code Redis 7.0.15}; null when it does not. */
    static String writer(FileSummary summary) {
        Map<String, String> notes = summary.notes();
        String valkey = notes.get("valkey-ver");
        String redis = notes.get("redis-ver");
        return valkey != null ? "Valkey " + valkey : redis != null ? "Redis " + redis : null;
    }
}
