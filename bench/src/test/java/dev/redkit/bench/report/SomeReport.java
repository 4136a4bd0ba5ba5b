package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/** Reports made up for tests. */
public final class SomeReport {
    private SomeReport() {}

    /** GET, a thousand answers of 1 … 1000 µs in each block, which cost that many microseconds of processor time each. */
    public static Report withCpu(double... cpu) {
        Histogram times = Histograms.empty();
        for (int i = 1; i <= 1000; i++) {
            times.recordValue(i * 1000L);
        }
        List<Block> blocks = new ArrayList<>();
        Histogram all = Histograms.empty();
        for (double one : cpu) {
            blocks.add(new Block(1, 1000, 0, List.of(Histograms.pack(times)), one / 1000, Double.NaN));
            all.add(times);
        }
        Histogram failed = Histograms.empty();
        failed.recordValue(5_000_000);
        return new Report(
                "redkit",
                "get | \"quoted\" <tag>",
                Instant.parse("2026-11-21T10:00:00Z"),
                Map.of("connections", "50", "seed", "1"),
                Map.of("redis_version", "7.0.15"),
                cpu.length,
                5,
                1000L * cpu.length,
                true,
                List.of(new Report.Command("get", "GET {key}", 1, 1000L * cpu.length, all, all, failed)),
                List.of(new Complaints.Kind("ERR unknown", 1, "ERR unknown 'x'")),
                Optional.of(times),
                blocks,
                List.of(new Tick(1, 1, true, 5, 0, 1, 2, 3, 4, Map.of("steal_percent", 3.5), Histograms.pack(times))),
                List.of(new ServerEvent(0.5, 0.2, "127.0.0.1:6379", "bgsave", "")),
                new Facts().put("hit_percent", 50.5),
                List.of(new Finding(Verdict.NOISY, "much noise")));
    }
}
