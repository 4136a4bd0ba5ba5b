package dev.redkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.render.Format;
import dev.redkit.shell.line.LineParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/** What a key press has to do when 100,000 keys are known: paint, hint and complete. The times are told, not judged. */
class KeyPressTest {
    private static final int KEYS = 100_000;
    private static final String LINE = "HSET user:1234 name Ada age 36 city London";

    @TempDir
    private Path state;

    @Test
    void knowsAHundredThousandKeys(TestReporter reporter) {
        // Nothing is looked up: what is known is all there is.
        Lore lore = new Lore(null, null, new Settings(Format.TABLE, false, false, true));
        lore.names().add(CompletionTest.keys("user:", KEYS));
        Metas metas = new Metas(List.of());
        Completion completion = new Completion(lore, metas, null);
        Colours colours = new Colours(lore, metas);
        Hints hints = new Hints(lore, metas, new Past(Map.of("XDG_STATE_HOME", state.toString())));
        LineParser parser = new LineParser();
        List<Long> times = new ArrayList<>();
        List<Candidate> offered = new ArrayList<>();
        for (int round = 0; round < 50; round++) {
            for (int end = 1; end <= LINE.length(); end++) {
                String typed = LINE.substring(0, end);
                offered.clear();
                long start = System.nanoTime();
                hints.rest(typed);
                hints.hint(typed);
                colours.of(typed);
                completion.complete(null, parser.parse(typed, end, ParseContext.COMPLETE), offered);
                times.add(System.nanoTime() - start);
                if (typed.equals("HSET user:1234")) {
                    assertThat(offered).extracting(Candidate::value).contains("user:1234", "user:12340", "user:12349");
                }
            }
        }
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        reporter.publishEntry(
                "key press with " + KEYS + " keys",
                String.format(
                        Locale.ROOT,
                        "%d presses: median %.3f ms, p99 %.3f ms, longest %.3f ms",
                        sorted.length,
                        sorted[sorted.length / 2] / 1e6,
                        sorted[sorted.length * 99 / 100] / 1e6,
                        Arrays.stream(sorted).max().orElseThrow() / 1e6));
    }
}
