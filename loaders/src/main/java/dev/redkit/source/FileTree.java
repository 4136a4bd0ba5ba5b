package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.PatternSyntaxException;

/** Files by pattern or by folder, in the order of their names. What is hidden, or begins with {@code _}, is left out. */
final class FileTree {
    private static final String SPECIAL = "*?[{";

    private FileTree() {}

    static boolean isGlob(String place) {
        return place.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
    }

    /** The files that match; {@code **} goes through folders. */
    static List<Path> glob(String pattern) {
        int special = 0;
        while (SPECIAL.indexOf(pattern.charAt(special)) < 0) {
            special++;
        }
        int slash = pattern.lastIndexOf('/', special);
        Path base = Path.of(slash < 0 ? "" : pattern.substring(0, slash + 1));
        PathMatcher matcher = matcher(pattern.substring(slash + 1));
        int depth = pattern.contains("**")
                ? Integer.MAX_VALUE
                : (int) pattern.substring(slash + 1)
                                .chars()
                                .filter(c -> c == '/')
                                .count()
                        + 1;
        List<Path> found = files(base, depth, file -> matcher.matches(base.relativize(file)));
        if (found.isEmpty()) {
            throw new UsageError("no file matches " + pattern, "check the pattern and the working directory");
        }
        return found;
    }

    static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new UsageError("'" + glob + "' is no pattern: " + e.getDescription(), null, e);
        }
    }

    /** All files in it, and in folders in it, that have the suffix of a format. */
    static List<Path> folder(Path folder, Formats formats) {
        List<Path> found = files(
                folder,
                Integer.MAX_VALUE,
                file -> formats.bySuffix(FormatGuess.suffix(file.getFileName().toString()))
                        .isPresent());
        if (found.isEmpty()) {
            throw new UsageError(
                    "there is no file of a known format in " + folder, "name the files, as '" + folder + "/*'");
        }
        return found;
    }

    private static List<Path> files(Path base, int depth, Predicate<Path> wanted) {
        List<Path> found = new ArrayList<>();
        Path root = base.toString().isEmpty() ? Path.of(".") : base;
        try {
            Files.walkFileTree(root, Set.of(), depth, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    return directory.equals(root) || isSeen(directory)
                            ? FileVisitResult.CONTINUE
                            : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    Path named = base.toString().isEmpty() ? root.relativize(file) : file;
                    if (isSeen(file) && !Files.isDirectory(file) && wanted.test(named)) {
                        found.add(named);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new BadInput("cannot read the folder " + base + ": " + Reason.of(e), null, e);
        }
        found.sort(null);
        return found;
    }

    private static boolean isSeen(Path path) {
        String name = path.getFileName().toString();
        return !name.startsWith(".") && !name.startsWith("_");
    }
}
