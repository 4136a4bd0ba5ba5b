package dev.redkit.bench.verdict;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The kernel's accounts, as far as it keeps some: empty or NaN elsewhere than on Linux. */
final class ProcFiles {
    private ProcFiles() {}

    static List<String> lines(String file) {
        try {
            return Files.readAllLines(Path.of(file));
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    /** The n-th word of the first line that begins with that word. */
    static double number(String file, String first, int index) {
        for (String line : lines(file)) {
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].equals(first) && words.length > index) {
                return number(words[index]);
            }
        }
        return Double.NaN;
    }

    static double number(String word) {
        try {
            return Double.parseDouble(word);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
