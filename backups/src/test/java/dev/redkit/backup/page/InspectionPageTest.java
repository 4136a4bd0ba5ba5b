package dev.redkit.backup.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.backup.Inspection;
import dev.redkit.backup.Inspection.Options;
import dev.redkit.testkit.Browser;
import dev.redkit.testkit.NeedsTool;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer
final class InspectionPageTest {
    private static final String EVIL = "<script>document.title='stolen'</script>";

    private final TestServer server;

    InspectionPageTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        server.ask("FLUSHALL");
        for (int i = 0; i < 40; i++) {
            server.ask("SET", "session:" + i % 4 + ":" + i, "x".repeat(i), "EX", Integer.toString(100 + i * 1000));
            server.ask("HSET", "user:" + i, "name", "n" + i);
        }
        server.ask("RPUSH", "queue:" + EVIL, "a", "b");
    }

    @Test
    void saysWhatTakesTheRoomAndLetsNoNameBecomeMarkup() throws IOException {
        String html = page(dump());
        assertThat(html).contains("session:", "user:", "never expire", "string (string)", "hash (listpack)");
        assertThat(html).doesNotContain(EVIL).contains("&lt;script&gt;");
    }

    @Test
    void saysUpToWhereADamagedFileCouldBeRead() throws IOException {
        byte[] dump = dump();
        assertThat(page(Arrays.copyOf(dump, dump.length / 2))).contains("what is told is what comes before");
    }

    @Test
    @NeedsTool("chromium")
    void drawsTilesAndBars() throws Exception {
        Path folder = Files.createDirectories(Path.of("target/pages"));
        Path file = folder.resolve("inspection.html");
        Files.writeString(file, page(dump()), StandardCharsets.UTF_8);
        Browser.Sight sight = Browser.open(file, 1100, folder.resolve("inspection.png"));
        assertThat(sight.complaints()).isEmpty();
        // Tiles, times to live, sizes of keys and of elements.
        assertThat(sight.dom()).contains("data-charts=\"4\"").doesNotContain("stolen</title>");
    }

    private byte[] dump() throws IOException {
        server.ask("SAVE");
        return Files.readAllBytes(server.directory().resolve("dump.rdb"));
    }

    private static String page(byte[] dump) throws IOException {
        Inspection inspection =
                Inspection.of(new ByteArrayInputStream(dump), "dump.rdb", Options.at(1_790_000_000_000L));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InspectionPage.write(inspection, "dump.rdb", out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
