package dev.redkit.restore;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * How far a restore has come, in a small file: so many keys from the beginning are dealt with, and nobody knows about those
 * after them. It belongs to the files that it was made with.
 */
final class RestoreCheckpoint {
    private static final String FIRST = "redkit restore 1";

    private final Path file;
    private final String source;

    RestoreCheckpoint(Path file, BackupFile backup) {
        this.file = file;
        this.source = fingerprint(backup);
    }

    /** The names, sizes and times of the files. */
    private static String fingerprint(BackupFile backup) {
        StringBuilder text = new StringBuilder();
        for (BackupPart part : backup.parts()) {
            text.append(text.length() == 0 ? "" : " ").append(one(part));
        }
        return text.toString();
    }

    private static String one(BackupPart part) {
        try {
            Path path = Path.of(part.place());
            return path.getFileName() + ":" + Files.size(path) + ":"
                    + Files.getLastModifiedTime(path).toMillis();
        } catch (IOException | InvalidPathException e) {
            return part.place();
        }
    }

    /** How many keys an earlier run has dealt with. */
    long read() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() < 3 || !lines.get(0).equals(FIRST)) {
                throw new BadInput(file + " is not the checkpoint of a restore", "delete it to start anew");
            }
            if (!lines.get(1).equals(source)) {
                throw new UsageError(
                        file + " was written by a restore of other files", "leave --resume out to start anew");
            }
            return Long.parseLong(lines.get(2));
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException | NumberFormatException e) {
            throw new BadInput("cannot read the checkpoint " + file, "delete it to start anew", e);
        }
    }

    void write(long keys) {
        try (AtomicOutput out = AtomicOutput.open(file, AtomicOutput.Rule.OVERWRITE)) {
            out.stream().write((FIRST + "\n" + source + "\n" + keys + "\n").getBytes(StandardCharsets.UTF_8));
            out.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write the checkpoint " + file + ": " + Reason.of(e), null, e);
        }
    }

    /** It is done. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CannotWrite("cannot remove the checkpoint " + file + ": " + Reason.of(e), null, e);
        }
    }
}
