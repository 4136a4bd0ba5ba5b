package dev.redkit.shelf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.shelf.Manifest.Method;
import dev.redkit.shelf.Shelf.Backup;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeepTest {
    private static final Instant FIRST = Instant.parse("2026-01-01T02:00:00Z");

    private static Backup backup(String target, Instant time, String problem) {
        Manifest manifest = new Manifest(
                target + time,
                target,
                "standalone",
                Method.REPLICATION,
                time,
                1,
                "test",
                List.of(),
                List.of(),
                List.of());
        return new Backup(Path.of(manifest.name()), manifest, problem);
    }

    private static List<Backup> daily(String target, int days) {
        List<Backup> backups = new ArrayList<>();
        for (int i = 0; i < days; i++) {
            backups.add(backup(target, FIRST.plus(Duration.ofDays(i)), null));
        }
        return backups;
    }

    private static List<String> kept(String rule, List<Backup> backups) {
        List<Backup> left = new ArrayList<>(backups);
        left.removeAll(Keep.parse(rule).superfluous(backups));
        return left.stream()
                .map(backup -> backup.manifest().started().toString().substring(0, 10))
                .toList();
    }

    @Test
    void keepsTheLastOneOfEachDayWeekAndMonth() {
        // 2026-03-31 is the last; weeks end on Sundays.
        assertThat(kept("3d,3w,3m", daily("a", 90)))
                .containsExactly("2026-01-31", "2026-02-28", "2026-03-22", "2026-03-29", "2026-03-30", "2026-03-31")
                .hasSize(6);
    }

    @Test
    void aBareNumberIsTheLastOnes() {
        assertThat(kept("2", daily("a", 5))).containsExactly("2026-01-04", "2026-01-05");
    }

    @Test
    void theNewestCompleteOneOfEachServerStays() {
        List<Backup> backups = new ArrayList<>(daily("a", 1));
        backups.add(backup("b", FIRST.plus(Duration.ofDays(500)), null));
        backups.add(backup("a", FIRST.plus(Duration.ofDays(900)), "a file is missing"));
        assertThat(Keep.parse("1h").superfluous(backups)).isEmpty();
    }

    @Test
    void anIncompleteOneGoesWhenACompleteOneFollows() {
        List<Backup> backups = new ArrayList<>();
        backups.add(backup("a", FIRST, "a file is missing"));
        backups.add(backup("a", FIRST.plus(Duration.ofDays(1)), null));
        assertThat(Keep.parse("9d").superfluous(backups)).containsExactly(backups.get(0));
    }

    @Test
    void saysWhatItDoesNotUnderstand() {
        for (String rule : new String[] {"", "0d", "7x", "d", "7d,", "-1d"}) {
            assertThatThrownBy(() -> Keep.parse(rule)).as(rule).isInstanceOf(UsageError.class);
        }
    }
}
