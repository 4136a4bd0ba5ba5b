package dev.redkit.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.report.ReportJson;
import dev.redkit.bench.report.SomeReport;
import dev.redkit.testkit.Browser;
import dev.redkit.testkit.NeedsTool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BenchPageTest {
    @Test
    void tellsVerdictErrorsEventsAndEvidence() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BenchPage.write(List.of(SomeReport.withCpu(1, 1)), out);
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("get | &quot;quoted&quot; &lt;tag&gt;")
                .contains("NOISY", "much noise", "ERR unknown &#39;x&#39;", "bgsave", "hit percent", "connections")
                .contains("hypervisor took 4 %")
                .doesNotContain("<tag>");
    }

    @ParameterizedTest
    @NeedsTool("chromium")
    @ValueSource(ints = {1100, 390})
    void drawsARealRunOnAWallAndOnAPhone(int width) throws Exception {
        List<Report> reports = realRun();
        Path folder = Files.createDirectories(Path.of("target/pages"));
        Path file = folder.resolve("bench.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            BenchPage.write(reports, out);
        }
        Browser.Sight sight = Browser.open(file, width, folder.resolve("bench-" + width + ".png"));
        assertThat(sight.complaints()).isEmpty();
        assertThat(sight.dom()).contains("data-charts=\"3\"");
    }

    @Test
    @NeedsTool("chromium")
    void laysRunsOverOneAnother() throws Exception {
        List<Report> reports = List.of(realRun().get(0), SomeReport.withCpu(1, 2));
        Path folder = Files.createDirectories(Path.of("target/pages"));
        Path file = folder.resolve("bench-two.html");
        try (OutputStream out = Files.newOutputStream(file)) {
            BenchPage.write(reports, out);
        }
        Browser.Sight sight = Browser.open(file, 1100, folder.resolve("bench-two.png"));
        assertThat(sight.complaints()).isEmpty();
        assertThat(sight.dom()).contains("data-charts=\"5\"");
    }

    /** Of redkit bench run against the embedded server, with a BGSAVE in the middle. */
    private static List<Report> realRun() throws IOException {
        try (InputStream in = BenchPageTest.class.getResourceAsStream("run.json")) {
            return ReportJson.read(in, "run.json");
        }
    }
}
