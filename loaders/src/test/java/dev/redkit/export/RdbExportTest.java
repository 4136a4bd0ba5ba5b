package dev.redkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.export.ExportPlan.Draw;
import dev.redkit.export.ExportPlan.Layout;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Selection;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is exported as an RDB file, a server loads. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = "enable-debug-command yes")
final class RdbExportTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    RdbExportTest(TestServer server) {
        this.server = server;
    }

    private ExportReport export(Path file, EntryCondition condition, boolean expiries) throws IOException {
        Layout layout = new Layout(ExportFormat.RDB, expiries, null, false);
        ExportPlan plan = new ExportPlan(Selection.ALL, condition, Draw.ALL, layout);
        try (Redis redis = Redis.open(server.target());
                OutputStream out = Files.newOutputStream(file);
                Export export = new Export(redis, plan, new Progress(), InstantSource.system())) {
            export.run(out);
            return export.report();
        }
    }

    private TestServer serve(Path file) {
        return TestServer.start(
                server.flavour(),
                "enable-debug-command yes",
                "dir " + file.getParent(),
                "dbfilename " + file.getFileName());
    }

    @Test
    void payloadsAndWalkedValuesMakeTheSameKeyspace() throws IOException {
        server.ask("FLUSHALL");
        Everything.into(server, 5_000);
        String digest = server.ask("DEBUG", "DIGEST").text();
        Path payloads = folder.resolve("payloads.rdb");
        Path walked = folder.resolve("walked.rdb");
        assertThat(export(payloads, null, true).written())
                .isEqualTo(server.ask("DBSIZE").number());
        export(walked, EntryCondition.of("size != 12345", InstantSource.system()), true);
        for (Path file : List.of(payloads, walked)) {
            try (TestServer other = serve(file)) {
                assertThat(other.ask("DEBUG", "DIGEST").text()).as("%s", file).isEqualTo(digest);
                assertThat(other.ask("PEXPIRETIME", "string:expiring").number()).isEqualTo(4102444800123L);
                assertThat(other.ask("XINFO", "STREAM", "stream", "FULL"))
                        .hasToString(
                                server.ask("XINFO", "STREAM", "stream", "FULL").toString());
            }
        }
    }

    @Test
    void leavesOutExpiriesWhenTold() throws IOException {
        server.ask("FLUSHALL");
        server.ask("SET", "s", "v", "PXAT", "4102444800000");
        Path file = folder.resolve("no-ttl.rdb");
        export(file, null, false);
        try (TestServer other = serve(file)) {
            assertThat(other.ask("PTTL", "s").number()).isEqualTo(-1);
        }
    }
}
