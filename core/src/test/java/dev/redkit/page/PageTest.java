package dev.redkit.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.page.Page.Figure;
import dev.redkit.page.Page.Tone;
import dev.redkit.page.Table.Cell;
import dev.redkit.testkit.Browser;
import dev.redkit.testkit.NeedsTool;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PageTest {
    private static final String EVIL =
            "</script><script>document.title='stolen'</script><img src=x onerror=alert(1)>&\"'";

    @Test
    void keepsMarkupInNamesFromBecomingMarkup() throws IOException {
        String html = html(pageOf(EVIL));
        assertThat(html).doesNotContain(EVIL).doesNotContain("<img").doesNotContain("<script>document");
        assertThat(html).contains("&lt;/script&gt;").contains("\\u003c/script\\u003e");
    }

    @Test
    void asksForNothingFromOutside() throws IOException {
        String html = html(pageOf("plain"));
        assertThat(html).contains("default-src 'none'");
        assertThat(html).doesNotContain(" src=").doesNotContain("<link");
    }

    @Test
    void refusesARowThatDoesNotFit() {
        Table table = new Table("t", "a", "b");
        assertThatThrownBy(() -> table.row(Cell.of("x"))).hasMessage("1 cells for 2 columns");
    }

    @ParameterizedTest
    @CsvSource({"950, 950 ns", "1500, 1.50 µs", "12345678, 12.3 ms", "2000000000, 2 s"})
    void saysTimesAsPeopleReadThem(long nanos, String text) {
        assertThat(Numbers.nanos((double) nanos)).isEqualTo(text);
    }

    @Test
    @NeedsTool("chromium")
    void showsItsChartsWithoutAComplaint() throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pages"));
        Path file = folder.resolve("kit.html");
        Files.writeString(file, whole(pageOf(EVIL)), StandardCharsets.UTF_8);
        Browser.Sight sight = Browser.open(file, 1000, folder.resolve("kit.png"));
        assertThat(sight.complaints()).isEmpty();
        assertThat(sight.dom())
                .contains("data-charts=\"1\"")
                .contains("<canvas")
                .doesNotContain("stolen</title>");
    }

    private static Page pageOf(String name) {
        Table table = new Table(name, name, "bytes");
        for (int i = 0; i < 20; i++) {
            table.row(Cell.of(name + i), Cell.bytes(i * 1000L));
        }
        return Page.of(name, name)
                .heading(name)
                .text(name)
                .badge(Tone.GOOD, name, name)
                .figures(List.of(new Figure(name, "1")))
                .facts(Map.of(name, name))
                .chart(new Chart(
                        name,
                        200,
                        Map.of(
                                "xAxis", Map.of("type", "category", "data", List.of(name, "b")),
                                "yAxis", Map.of("type", "value", "axisLabel", Map.of("formatter", "@bytes")),
                                "series", List.of(Map.of("type", "bar", "name", name, "data", List.of(1, 2))))))
                .table(table);
    }

    /** Without the chart library, which is not ours to look through. */
    private static String html(Page page) throws IOException {
        return whole(page).replaceAll("(?s)<script>\\s*/\\*.*?</script>", "<script></script>");
    }

    private static String whole(Page page) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        page.write(out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
