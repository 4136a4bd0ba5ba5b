package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import java.util.List;

/** What every failure of the packaged program has in common, and tests say in one line. */
final class Outcome {
    private Outcome() {}

    /**
     * It failed as it should: with that exit code, nothing on stdout, no stack trace, and one sentence on stderr that has
     * these words in it.
     */
    static void failed(Program.Result result, int exit, String... words) {
        assertThat(result.out()).as("%s", result).isEmpty();
        failedAfterData(result, exit, words);
    }

    /** The same of a run that had something to say on stdout before. */
    static void failedAfterData(Program.Result result, int exit, String... words) {
        assertThat(result.exit()).as("%s", result).isEqualTo(exit);
        assertThat(sentences(result))
                .as("%s", result)
                .singleElement()
                .satisfies(sentence -> assertThat(sentence).contains(words));
        noTraces(result);
    }

    /** It did what it was told, without a word on stderr. */
    static String done(Program.Result result) {
        assertThat(result.exit()).as("%s", result).isZero();
        assertThat(result.err()).as("%s", result).isEmpty();
        return result.out();
    }

    /** A number of the summary that a run with {@code -o csv} ends with. */
    static long number(Program.Result result, String name) {
        List<String> values = result.out()
                .lines()
                .filter(line -> line.startsWith(name + ","))
                .map(line -> line.substring(name.length() + 1))
                .toList();
        assertThat(values).as("%s in %s", name, result).hasSize(1);
        return Long.parseLong(values.get(0));
    }

    static void noTraces(Program.Result result) {
        assertThat(result.err()).as("%s", result).doesNotContain("Exception", "\tat ", "a bug in redkit");
    }

    private static List<String> sentences(Program.Result result) {
        return result.err().lines().filter(line -> line.startsWith("redkit: ")).toList();
    }
}
