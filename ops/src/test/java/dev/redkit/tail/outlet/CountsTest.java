package dev.redkit.tail.outlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.tail.Messages;
import dev.redkit.tail.Slice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountsTest {
    @Test
    void countsPerChannelAndBoundsTheirNumber() {
        List<ChannelCounts.View> views = new ArrayList<>();
        ChannelCounts counts =
                new ChannelCounts(ChannelCounts::channel, Long.MAX_VALUE, (view, last) -> views.add(view));
        for (int i = 0; i < 3 * ChannelCounts.MOST; i++) {
            counts.message(Messages.of("c" + i, "xx"));
            counts.message(Messages.of("hot", "x"));
        }
        counts.close();
        ChannelCounts.View view = views.get(0);
        assertThat(view.lines()).hasSizeLessThanOrEqualTo(ChannelCounts.MOST + 1);
        assertThat(view.lines().stream().mapToLong(ChannelCounts.Line::messages).sum())
                .isEqualTo(view.all().messages())
                .isEqualTo(6L * ChannelCounts.MOST);
        assertThat(view.lines().subList(0, 2))
                .extracting(ChannelCounts.Line::name)
                .contains("hot");
        assertThat(ChannelCounts.command(Messages.of("x", "\"set\" \"k\" \"v\"")))
                .isEqualTo("SET");
    }

    @ParameterizedTest
    @CsvSource({
        "1795255200123456 hello, 1795255200123456",
        "1795255200123, 1795255200123000",
        "{\"ts\":1795255200.5}, 1795255200500000",
        "at 1795255200, 1795255200000000",
        "1795255200123456789, 1795255200123456",
        "12, -1",
        "none, -1"
    })
    void findsTheTimeInAPayload(String payload, long micros) {
        Slice slice = new Slice();
        slice.set(payload.getBytes(StandardCharsets.UTF_8));
        assertThat(LatencyOutlet.stamp(slice)).isEqualTo(micros);
    }

    @Test
    void appendsToAFileForEachChannel(@TempDir Path folder) throws IOException {
        FolderOutlet outlet = new FolderOutlet(
                folder, (message, out) -> out.put(message.payload()).put('\n'));
        for (int i = 0; i < 300; i++) {
            outlet.message(Messages.of("c/" + i % 100, "m" + i));
        }
        outlet.message(Messages.of("../up", "x"));
        outlet.message(Messages.of("x".repeat(400), "x"));
        outlet.close();
        assertThat(Files.readAllLines(folder.resolve("c%2f7"))).containsExactly("m7", "m107", "m207");
        assertThat(folder.resolve("%2e.%2fup")).exists();
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(102);
        }
    }
}
