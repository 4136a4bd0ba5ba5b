package dev.redkit.backup;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The keys of a backup that stand in RDB, part by part. Commands that follow them are not followed. */
public final class BackupKeys {
    private final BackupFile backup;
    private final List<BackupPart> parts = new ArrayList<>();

    /** Sees a key before its value was read; may read it, or leave it. */
    public interface KeyConsumer {
        /** Takes the key that the reader stands at; false to go no further. */
        boolean key(RdbReader reader) throws IOException;
    }

    private BackupKeys(BackupFile backup) {
        this.backup = backup;
        for (BackupPart part : backup.parts()) {
            if (part.content() != BackupPart.Content.COMMANDS) {
                parts.add(part);
            }
        }
        if (parts.isEmpty()) {
            throw new BadInput(
                    backup.name() + " holds commands and no keys",
                    "'redkit backup history' shows what they did to a key, 'redkit backup serve' loads them");
        }
    }

    /** Those of a backup that has any. */
    public static BackupKeys of(BackupFile backup) {
        return new BackupKeys(backup);
    }

    public List<BackupPart> parts() {
        return List.copyOf(parts);
    }

    /** Whether commands follow that may have changed the keys. */
    public boolean changedLater() {
        return backup.hasCommands();
    }

    /**
     * Goes through all keys.
     *
     * @return false when the consumer wanted no more
     */
    public boolean each(Progress progress, KeyConsumer consumer) throws IOException {
        for (BackupPart part : parts) {
            try (Input input = part.open().reportTo(progress)) {
                RdbReader reader = RdbReader.open(input.stream(), part.name());
                while (reader.next()) {
                    if (!consumer.key(reader)) {
                        return false;
                    }
                    progress.addRecords(1);
                }
            }
        }
        return true;
    }
}
