package dev.redkit.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.bench.gate.Assertion;
import dev.redkit.bench.gate.GateResult;
import dev.redkit.bench.gate.GateResult.Answer;
import dev.redkit.bench.gate.JUnitXml;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.xml.parsers.DocumentBuilderFactory;
import org.HdrHistogram.EncodableHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramLogReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    private final Report report = SomeReport.withCpu(5, 6, 7);

    private static byte[] json(Report report) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportJson.write(List.of(report), out);
        return out.toByteArray();
    }

    private static List<Report> read(byte[] bytes) {
        return ReportJson.read(new ByteArrayInputStream(bytes), "x.json");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        Report back = read(json(report)).get(0);
        assertThat(back)
                .usingRecursiveComparison()
                .ignoringFields("blocks", "commands", "lag", "facts")
                .isEqualTo(report);
        assertThat(back.seen()).isEqualTo(report.seen());
        assertThat(back.lag()).isEqualTo(report.lag());
        assertThat(back.facts().all()).isEqualTo(report.facts().all());
        assertThat(back.verdict()).isEqualTo(Verdict.NOISY);
        assertThat(back.errorCount()).isEqualTo(1);
        assertThat(back.blocks()).hasSize(3);
        assertThat(back.blocks().get(2).all()).isEqualTo(report.blocks().get(2).all());
        assertThat(json(back)).isEqualTo(json(report));
    }

    @Test
    void damagedFilesAreBadInputAndNothingElse() {
        byte[] good = json(report);
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] bad = good.clone();
            if (i % 3 == 0) {
                bad = Arrays.copyOf(good, random.nextInt(good.length));
            } else {
                for (int n = 0; n <= i % 4; n++) {
                    bad[random.nextInt(bad.length)] = (byte) random.nextInt(256);
                }
            }
            try {
                assertThat(read(bad)).isNotNull();
            } catch (BadInput e) {
                assertThat(e.getMessage()).contains("x.json");
            }
        }
    }

    @Test
    void otherFilesAreToldSo() {
        assertThatThrownBy(() -> read("{\"a\":1}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadInput.class)
                .hasMessage("x.json is no result of redkit bench");
        assertThatThrownBy(() ->
                        read("{\"schema\": \"redkit-bench/1\",\n \"results\": [1,]}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2, column");
    }

    @Test
    void mergedReportsAddTheirHistograms() {
        Report merged = Reports.merge(List.of(report, SomeReport.withCpu(8)));
        assertThat(merged.blocks()).hasSize(4);
        assertThat(merged.count()).isEqualTo(4000);
        assertThat(merged.seen().getTotalCount()).isEqualTo(4000);
        assertThat(merged.errors().get(0).count()).isEqualTo(2);
        assertThat(Reports.differences(report, merged)).isEmpty();
    }

    @Test
    void aFingerprintIsTheSameForRunsThatAreAlikeAndForNoOthers() {
        String own = Reports.fingerprint(report);
        assertThat(own).matches("[0-9a-f]{12}").isEqualTo(Reports.fingerprint(SomeReport.withCpu(8)));
        String text = new String(json(report), StandardCharsets.UTF_8);
        assertThat(text).contains("\"fingerprint\":\"" + own + '"');
        for (String[] other : new String[][] {
            {"\"connections\":\"50\"", "\"connections\":\"51\""},
            {"\"redis_version\":\"7.0.15\"", "\"redis_version\":\"8.0.0\""},
            {"\"command\":\"GET {key}\"", "\"command\":\"GET {id}\""}
        }) {
            assertThat(text).contains(other[0]);
            Report unlike = read(text.replace(other[0], other[1]).getBytes(StandardCharsets.UTF_8))
                    .get(0);
            assertThat(Reports.fingerprint(unlike)).isNotEqualTo(own);
            assertThat(Reports.differences(report, unlike)).hasSize(1);
        }
        Report luck = read(text.replace("\"seed\":\"1\"", "\"seed\":\"2\"").getBytes(StandardCharsets.UTF_8))
                .get(0);
        assertThat(Reports.fingerprint(luck)).isEqualTo(own);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            p50<0.6ms         | PASSED
            get.p50 < 400us   | FAILED
            get.service.p99<2 | PASSED
            p99.9<5ms         | UNDECIDED
            max<=1.1ms        | PASSED
            lag.p90>0.5ms     | PASSED
            rate>=1k/s        | PASSED
            rate>1k/s         | FAILED
            errors<1%         | PASSED
            get.errors<1      | FAILED
            hit_percent>90%   | FAILED
            no_such_fact<1    | UNDECIDED
            """)
    void boundsHoldOrDoNot(String bound, Answer answer) {
        Report two = SomeReport.withCpu(1, 1);
        assertThat(Assertion.parse(bound).check(two).answer()).isEqualTo(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p99", "p99<", "<5ms", "p99=5ms", "p99<5parsec", "rate>fast", "a.b.c.d<5", "errors<some"})
    void aBoundThatCannotBeReadIsToldSo(String bound) {
        assertThatThrownBy(() -> Assertion.parse(bound)).isInstanceOf(UsageError.class);
    }

    @Test
    void aFigureThatTheResultHasNotIsToldSo() {
        assertThatThrownBy(() -> Assertion.parse("set.p99<5ms").check(report))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("its commands are get");
    }

    @Test
    void tablesEscapeWhatTheirFormsCannotTake() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Csv.write(List.of(report), out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .startsWith("title,verdict,command,time,requests")
                .contains("\"get | \"\"quoted\"\" <tag>\",NOISY,get,response,3000,1,3.000,1000.0,0.5")
                .contains(",,\n".substring(0, 1));
        out.reset();
        Markdown.write(List.of(report), out);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("get \\| \"quoted\" &lt;tag>: NOISY", "| n/a |");
        out.reset();
        JUnitXml.write(gates(), out);
        var xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(out.toByteArray()));
        assertThat(xml.getElementsByTagName("failure").getLength()).isEqualTo(1);
        assertThat(xml.getDocumentElement().getAttribute("tests")).isEqualTo("2");
    }

    private List<GateResult> gates() throws IOException {
        return List.of(
                Assertion.parse("max<1us").check(report),
                Assertion.parse("max<1h").check(report));
    }

    @Test
    void otherToolsReadTheirHistogramsBack() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HdrFiles.writeLog(List.of(report), out);
        HistogramLogReader log = new HistogramLogReader(new ByteArrayInputStream(out.toByteArray()));
        long count = 0;
        for (EncodableHistogram one = log.nextIntervalHistogram(); one != null; one = log.nextIntervalHistogram()) {
            assertThat(one.getTag()).isEqualTo("get");
            count += ((Histogram) one).getTotalCount();
        }
        assertThat(count).isEqualTo(3000);
        out.reset();
        HdrFiles.writePercentiles(List.of(report), out);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Percentile TotalCount", "#[Max     =");
        out.reset();
        ReportJson.writeTicks(List.of(report, report), out);
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .allMatch(line -> line.startsWith("{\"at_s"));
    }

    @Test
    void prometheusIsToldHowItGoes() throws Exception {
        try (Metrics metrics = Metrics.open(0)) {
            metrics.tick(new Tick(
                    1,
                    0.5,
                    false,
                    100,
                    3,
                    1_000_000,
                    2_000_000,
                    3_000_000,
                    0,
                    Map.of("steal_percent", 1.5),
                    new byte[0]));
            URI uri = URI.create("http://127.0.0.1:" + metrics.port() + "/metrics");
            String text = HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            assertThat(text)
                    .contains("redkit_bench_requests_total 100")
                    .contains("redkit_bench_requests_per_second 200")
                    .contains("redkit_bench_evidence{name=\"steal_percent\"} 1.5")
                    .contains("redkit_bench_latency_seconds{quantile=\"0.99\"} 0.00200000");
        }
    }
}
