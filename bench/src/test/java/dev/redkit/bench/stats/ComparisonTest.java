package dev.redkit.bench.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.gate.Metric;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.report.SomeReport;
import dev.redkit.failure.UsageError;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {
    private static final List<Metric> CPU = List.of(Metric.of("client_cpu"));

    @Test
    void theSmallestPIsThatOfTheTables() {
        assertThat(MannWhitney.p(new double[] {1, 2, 3}, new double[] {4, 5, 6}))
                .isCloseTo(0.1, within(1e-9));
        assertThat(MannWhitney.p(new double[] {1, 2, 3, 4}, new double[] {5, 6, 7, 8}))
                .isCloseTo(2 / 70.0, within(1e-9));
        assertThat(MannWhitney.p(new double[] {1, 2, 3, 4, 5}, new double[] {6, 7, 8, 9, 10}))
                .isCloseTo(2 / 252.0, within(1e-9));
        assertThat(MannWhitney.p(new double[] {1, 1, 1}, new double[] {1, 1, 1}))
                .isEqualTo(1);
        // R: wilcox.test(c(1,4,5,9), c(2,3,6,7,8))$p.value
        assertThat(MannWhitney.p(new double[] {1, 4, 5, 9}, new double[] {2, 3, 6, 7, 8}))
                .isCloseTo(0.9047619, within(1e-6));
    }

    @Test
    void theApproximationMeetsTheExactTest() {
        SplittableRandom random = new SplittableRandom(5);
        double[] a = random.doubles(60).toArray();
        double[] b = random.doubles(60).map(x -> x + 0.12).toArray();
        double[] longer = Arrays.copyOf(b, 61);
        longer[60] = 0.55;
        assertThat(MannWhitney.p(a, b)).isCloseTo(MannWhitney.p(a, longer), within(0.02));
    }

    @Test
    void theIntervalHoldsTheTrueChange() {
        SplittableRandom random = new SplittableRandom(6);
        int held = 0;
        for (int i = 0; i < 100; i++) {
            Change change = Change.between(blocks(random, 10, 100, 0.03), blocks(random, 10, 110, 0.03));
            held += change.low() <= 0.10 && 0.10 <= change.high() ? 1 : 0;
        }
        assertThat(held).isGreaterThanOrEqualTo(88);
    }

    private static double[] blocks(SplittableRandom random, int count, double mean, double noise) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            double bell = -6;
            for (int k = 0; k < 12; k++) {
                bell += random.nextDouble();
            }
            values[i] = mean * (1 + noise * bell);
        }
        return values;
    }

    private static Report report(SplittableRandom random, double cpu, double noise) {
        return SomeReport.withCpu(blocks(random, 10, cpu, noise));
    }

    @Test
    void theSameServerHasNotRegressed() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20; i++) {
            Comparison comparison =
                    Comparison.of(report(random, 8, 0.05), report(random, 8, 0.05), CPU, List.of(), 0.05);
            assertThat(comparison.any(Comparison.Outcome.REGRESSED)).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aTenthMoreIsSeenAndAHundredthIsNot(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Report before = report(random, 8, 0.02);
        assertThat(Comparison.of(before, report(random, 8.8, 0.02), CPU, List.of(), 0.05)
                        .lines())
                .extracting(Comparison.Line::outcome)
                .containsExactly(Comparison.Outcome.REGRESSED);
        assertThat(Comparison.of(before, report(random, 8.08, 0.02), CPU, List.of(), 0.05)
                        .lines()
                        .get(0)
                        .outcome())
                .isIn(Comparison.Outcome.OK, Comparison.Outcome.INCONCLUSIVE);
        assertThat(Comparison.of(before, report(random, 7, 0.02), CPU, List.of(), 0.05)
                        .lines())
                .extracting(Comparison.Line::outcome)
                .containsExactly(Comparison.Outcome.IMPROVED);
    }

    @Test
    void noiseMakesItInconclusiveAndSaysHowManyBlocksItTakes() {
        SplittableRandom random = new SplittableRandom(8);
        Comparison comparison = Comparison.of(report(random, 8, 0.4), report(random, 8, 0.4), CPU, List.of(), 0.05);
        Comparison.Line line = comparison.lines().get(0);
        assertThat(line.outcome()).isEqualTo(Comparison.Outcome.INCONCLUSIVE);
        assertThat(line.detectable()).isGreaterThan(0.05);
        assertThat(line.blocksNeeded()).isGreaterThan(10);
    }

    @Test
    void fewBlocksProveNothing() {
        Report few = SomeReport.withCpu(1, 2, 3, 4);
        Comparison comparison = Comparison.of(few, few, CPU, List.of(Tolerance.parse("client_cpu=5%")), 0.05);
        assertThat(comparison.lines()).isEmpty();
        assertThat(comparison.leftOut()).hasSize(1);
        assertThat(comparison.gates()).extracting(GateResult::answer).containsExactly(GateResult.Answer.UNDECIDED);
    }

    @Test
    void theEdgeSaysWhoHasToProveIt() {
        SplittableRandom random = new SplittableRandom(9);
        Report before = report(random, 8, 0.1);
        Report after = report(random, 8.2, 0.1);
        assertThat(gate(before, after, "client_cpu=5%")).isEqualTo(GateResult.Answer.PASSED);
        assertThat(gate(before, after, "client_cpu=5%@ci-upper")).isEqualTo(GateResult.Answer.FAILED);
        assertThat(gate(before, after, "client_cpu=50%@estimate")).isEqualTo(GateResult.Answer.PASSED);
    }

    private static GateResult.Answer gate(Report before, Report after, String tolerance) {
        return Comparison.of(before, after, CPU, List.of(Tolerance.parse(tolerance)), 0.05)
                .gates()
                .get(0)
                .answer();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "p99", "p99=", "p99=x%", "p99=5", "p99=5%@middle", "=5%"})
    void aToleranceThatCannotBeReadIsToldSo(String text) {
        assertThatThrownBy(() -> Tolerance.parse(text)).isInstanceOf(UsageError.class);
    }
}
