package dev.redkit.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** What {@code .ci/frameworks} fetches into the user's cache for tests. */
public final class Fetched {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "redkit");

    private Fetched() {}

    /**
     * Where it is. When it is missing the test is skipped and says so, unless {@code -Dredkit.required} lists the word.
     *
     * @param place in the cache
     */
    public static Path need(String word, String place) {
        Path file = CACHE.resolve(place);
        if (!Files.exists(file)) {
            String reason = word + " is not installed (.ci/frameworks installs what tests need)";
            Required.refuseToSkip(word, reason);
            Assumptions.abort(reason);
        }
        return file;
    }
}
