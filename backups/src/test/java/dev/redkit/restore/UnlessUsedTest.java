package dev.redkit.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.wire.Reply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The backup says that it was taken in second 100, and the server how many seconds ago a key was used. */
final class UnlessUsedTest {
    @ParameterizedTest
    @CsvSource({
        "100.050, 0, true",
        "101.000, 1, true",
        // Used in second 100, when the server's clock still said 99.
        "100.050, 1, true",
        "101.000, 2, true",
        "101.900, 2, true",
        "101.000, 3, false",
        "86500.000, 86401, true",
        "86500.000, 86402, false"
    })
    void takesAKeyForUsedWhereSecondsDoNotTell(double now, long idle, boolean used) {
        Conflicts.Moments moments = new Conflicts.Moments(100_000, Math.round(now * 1000));
        assertThat(UnlessUsed.usedSince(new Reply.Int(idle), moments)).isEqualTo(used);
    }
}
