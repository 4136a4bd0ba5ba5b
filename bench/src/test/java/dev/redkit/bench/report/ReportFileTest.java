package dev.redkit.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.bench.gate.Metric;
import dev.redkit.bench.recorder.Quantile;
import dev.redkit.bench.stats.Comparison;
import dev.redkit.failure.BadInput;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of memtier_benchmark 2f74d61, redis-benchmark 7.0.15 and HdrHistogram, as these wrote them. */
class ReportFileTest {
    private static final double NEAR = 0.02;

    private static byte[] bytes(String file) throws IOException {
        try (InputStream in = ReportFileTest.class.getResourceAsStream(file)) {
            return in.readAllBytes();
        }
    }

    private static List<Report> read(String file) throws IOException {
        return ReportFile.read(new ByteArrayInputStream(bytes(file)), file);
    }

    private static double millis(Histogram histogram, String quantile) {
        return Quantile.of(quantile).in(histogram).orElseThrow() / 1e6;
    }

    @Test
    void memtierWritesItsHistograms() throws IOException {
        Report report = read("memtier.json").get(0);
        assertThat(report.tool()).isEqualTo("memtier_benchmark");
        assertThat(report.commands()).extracting(Report.Command::name).containsExactly("set", "get");
        assertThat(report.count()).isEqualTo(10_000);
        assertThat(report.seconds()).isEqualTo(0.909);
        Histogram get = report.commands().get(1).seen();
        assertThat(get.getTotalCount()).isEqualTo(8330);
        // What it printed itself.
        assertThat(millis(get, "p50")).isCloseTo(0.095, within(0.095 * NEAR));
        assertThat(millis(get, "p99")).isCloseTo(5.823, within(5.823 * NEAR));
        assertThat(millis(get, "max")).isCloseTo(37.375, within(37.375 * NEAR));
        assertThat(report.load()).containsEntry("clients", "5").containsEntry("ratio", "1:5");
    }

    @Test
    void runsOfMemtierAreBlocks() throws IOException {
        Report report = read("memtier-6-runs.json").get(0);
        assertThat(report.blocks()).hasSize(6);
        assertThat(report.count()).isEqualTo(60_000);
        assertThat(report.blocks().get(0).seconds()).isEqualTo(0.313);
        Comparison comparison =
                Comparison.of(report, report, List.of(Metric.of("rate"), Metric.of("get.p50")), List.of(), 0.05);
        assertThat(comparison.lines()).hasSize(2);
        assertThat(comparison.any(Comparison.Outcome.REGRESSED)).isFalse();
    }

    @Test
    void eachOutputOfRedisBenchmarkIsABlock() throws IOException {
        List<Report> reports = read("redis-benchmark.csv");
        assertThat(reports).extracting(Report::title).containsExactly("SET", "GET");
        Report set = reports.get(0);
        assertThat(set.blocks()).hasSize(6);
        String[] first =
                new String(bytes("redis-benchmark.csv"), StandardCharsets.UTF_8).split("\n", -1)[1].split("\"", -1);
        Histogram block = set.blocks().get(0).all();
        assertThat(millis(block, "p50")).isCloseTo(Double.parseDouble(first[9]), within(0.005));
        assertThat(millis(block, "p99")).isCloseTo(Double.parseDouble(first[13]), within(0.005));
        assertThat(Quantile.of("p99.9").in(block)).isEmpty();
        assertThat((double) set.blocks().get(0).count()).isCloseTo(Double.parseDouble(first[3]), within(1.0));
    }

    @Test
    void tablesAndLogsOfHistogramsAreRead() throws IOException {
        Report table = read("memtier.txt").get(0);
        assertThat(table.count()).isEqualTo(10_000);
        assertThat(millis(table.seen(), "max")).isCloseTo(37.38, within(0.5));
        Report log = read("memtier.hgrm").get(0);
        assertThat(log.count()).isEqualTo(10_000);
        assertThat(millis(log.seen(), "max")).isCloseTo(37.38, within(0.5));
        assertThat(log.blocks()).hasSize(1);
    }

    @Test
    void ownLogsComeBackAsBlocks() {
        Report report = SomeReport.withCpu(1, 2, 3);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HdrFiles.writeLog(List.of(report), out);
        Report back = ReportFile.read(new ByteArrayInputStream(out.toByteArray()), "x.hlog")
                .get(0);
        assertThat(back.commands()).extracting(Report.Command::name).containsExactly("get");
        assertThat(back.count()).isEqualTo(3000);
        assertThat(back.blocks()).hasSize(3);
        assertThat(millis(back.seen(), "p50")).isCloseTo(millis(report.seen(), "p50"), within(0.001));
        out.reset();
        HdrFiles.writePercentiles(List.of(report), out);
        Report table = ReportFile.read(new ByteArrayInputStream(out.toByteArray()), "x.hgrm")
                .get(0);
        assertThat(table.count()).isEqualTo(3000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memtier.json", "redis-benchmark.csv", "memtier.txt", "memtier.hgrm"})
    void damagedFilesAreBadInputAndNothingElse(String file) throws IOException {
        byte[] good = bytes(file);
        Random random = new Random(3);
        for (int i = 0; i < 600; i++) {
            byte[] bad = i % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            for (int n = 0; n <= i % 4 && bad.length > 0; n++) {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(ReportFile.read(new ByteArrayInputStream(bad), file)).isNotNull();
            } catch (BadInput e) {
                assertThat(e.getMessage()).contains(file);
            }
        }
    }

    @Test
    void otherFilesAreToldSo() {
        assertThatThrownBy(
                        () -> ReportFile.read(new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8)), "x"))
                .isInstanceOf(BadInput.class);
    }
}
