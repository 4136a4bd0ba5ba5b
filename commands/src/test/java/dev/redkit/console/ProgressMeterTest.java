package dev.redkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {
    private static final Terminal TTY = new Terminal(true, true, true, false, 80);

    private final RecordedConsole recorded = new RecordedConsole();
    private final Progress progress = new Progress();

    @Test
    void shortWorkShowsNothing() {
        for (ProgressStyle style : new ProgressStyle[] {ProgressStyle.AUTO, ProgressStyle.PLAIN, ProgressStyle.BAR}) {
            assertThat(shownOfShortWork(style)).as("%s", style).isEmpty();
        }
    }

    /** On a machine that stands still meanwhile the work is not short: then it is done again. */
    private String shownOfShortWork(ProgressStyle style) {
        while (true) {
            RecordedConsole shown = new RecordedConsole();
            long began = System.nanoTime();
            ProgressMeter.start(shown.console(), "pipe", progress, style).close();
            if (System.nanoTime() - began < 400_000_000) {
                return shown.err();
            }
        }
    }

    @Test
    void saysThatTheTotalIsUnknown() {
        progress.expect(Progress.UNKNOWN);
        progress.addBytes(2048);
        assertThat(line(false)).contains("2 KiB (total unknown)").doesNotContain("%");
    }

    @Test
    void showsTheShareOfAKnownTotal() {
        progress.expect(4096);
        progress.addBytes(1024);
        progress.addRecords(1_234_567);
        progress.addErrors(3);
        assertThat(line(true)).contains("[######....").contains("25 %").contains("1 KiB of 4 KiB");
        assertThat(line(false)).contains("1\u202f234\u202f567 records").contains("3 errors");
    }

    private String line(boolean bar) {
        try (ProgressMeter meter = ProgressMeter.start(recorded.console(), "pipe", progress, ProgressStyle.NONE)) {
            return meter.line(System.nanoTime(), bar);
        }
    }

    @Test
    void jsonEndsWithALineThatSaysDone() {
        progress.addBytes(10);
        ProgressMeter.start(recorded.console(), "pipe", progress, ProgressStyle.JSON)
                .close();
        assertThat(recorded.err())
                .startsWith("{\"progress\":\"pipe\",\"bytes\":10,\"total_bytes\":null")
                .endsWith("\"done\":true}\n");
    }

    @Test
    void automaticIsABarOnATerminalOnly() {
        RecordedConsole terminal = new RecordedConsole(TTY, Map.of(), "");
        assertThat(terminal.console().paintsStatus()).isTrue();
        assertThat(recorded.console().paintsStatus()).isFalse();
    }

    @Test
    void readsTimesAsClocks() {
        assertThat(ProgressMeter.clock(59)).isEqualTo("0:59");
        assertThat(ProgressMeter.clock(3_725)).isEqualTo("1:02:05");
    }
}
