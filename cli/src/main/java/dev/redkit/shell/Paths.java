package dev.redkit.shell;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.jline.reader.Candidate;

/** Files and folders that begin as a word does. */
final class Paths {
    private static final int MOST = 500;

    private Paths() {}

    static void complete(String typed, List<Candidate> candidates) {
        int slash = typed.lastIndexOf('/') + 1;
        String folder = typed.substring(0, slash);
        String beginning = typed.substring(slash);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder.isEmpty() ? "." : folder))) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                boolean hidden = name.startsWith(".") && !beginning.startsWith(".");
                if (!name.startsWith(beginning) || hidden || candidates.size() >= MOST) {
                    continue;
                }
                boolean isFolder = Files.isDirectory(entry);
                String value = folder + name + (isFolder ? "/" : "");
                candidates.add(new Candidate(value, name, null, null, null, null, !isFolder));
            }
        } catch (IOException | InvalidPathException e) {
            return; // a folder that cannot be read has nothing to offer
        }
    }
}
