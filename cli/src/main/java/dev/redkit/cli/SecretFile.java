package dev.redkit.cli;

import dev.redkit.failure.UsageError;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** Files that hold secrets, and who may read them. */
final class SecretFile {
    private SecretFile() {}

    /** Whether group or others may read it, where the file system knows such a thing. */
    static boolean isReadableByOthers(Path file) {
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            return permissions.contains(PosixFilePermission.GROUP_READ)
                    || permissions.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    /** The first line, without its end. */
    static String firstLine(Path file, String what) {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            String line = reader.readLine();
            if (line == null || line.isEmpty()) {
                throw new UsageError(what + ": the first line of " + file + " is empty");
            }
            return line;
        } catch (IOException e) {
            throw new UsageError(what + ": " + file + " cannot be read: " + e.getMessage(), null, e);
        }
    }
}
