package dev.redkit.aof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.failure.BadInput;
import dev.redkit.io.Progress;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server has written is cut and mended, and a server loads the copy. */
@RedisServer(
        flavour = Flavour.EMBEDDED,
        config = {"appendonly yes", "appendfsync always", "aof-timestamp-enabled yes"})
final class AofServerTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    AofServerTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void rewrite() {
        server.ask("FLUSHALL");
        persistence("aof_rewrite_in_progress:0");
        server.ask("SET", "old", "1");
        server.ask("BGREWRITEAOF");
        persistence("aof_rewrite_in_progress:0");
    }

    private void persistence(String said) {
        Eventually.holds(
                () -> server.ask("INFO", "persistence").text().contains(said),
                () -> server.ask("INFO", "persistence").text());
    }

    private Path aof() {
        return server.directory().resolve("appendonlydir");
    }

    /** The keys that a server has after it has loaded the folder. */
    private List<String> loaded(Path copy) throws IOException {
        Path home = Files.createDirectory(folder.resolve("server-" + copy.getFileName()));
        copyOf(copy, home.resolve("appendonlydir"));
        EmbeddedOptions options = EmbeddedOptions.PRIVATE.directory(home).config("appendonly yes", "save \"\"");
        try (EmbeddedServer loader = EmbeddedServer.start(options);
                Wire wire = Wire.open(loader.target())) {
            List<String> keys = new ArrayList<>();
            wire.demand("KEYS", "*").items().forEach(key -> keys.add(key.text()));
            return keys;
        }
    }

    private static void copyOf(Path from, Path to) throws IOException {
        Files.createDirectory(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    private CutPlan cut(CutRules rules, Path out) throws IOException {
        AofCut cut = AofCut.of(aof(), rules);
        CutPlan plan = cut.plan(new Progress());
        cut.copy(out, new Progress());
        return plan;
    }

    @Test
    void aFlushTypedByMistakeIsTakenBack() throws IOException {
        server.ask("SET", "precious", "1");
        server.ask("FLUSHALL");
        server.ask("SET", "after", "1");
        Path out = folder.resolve("copy");
        CutPlan plan = cut(CutRules.drop(CommandPattern.of("flushall")), out);
        assertThat(plan.droppedCommands()).isEqualTo(1);
        assertThat(plan.shown().get(0).command()).isEqualTo("FLUSHALL");
        assertThat(loaded(out)).containsExactlyInAnyOrder("old", "precious", "after");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void threeIncrementsAreCutAtAByteOfTheSecond() throws IOException {
        server.ask("SET", "first", "1");
        interruptedRewrite();
        server.ask("SET", "second", "1");
        AofManifest before = AofManifest.in(aof());
        AofPart middle = before.parts().get(before.parts().size() - 1);
        long offset = Files.size(middle.file());
        server.ask("SET", "late", "1");
        interruptedRewrite();
        server.ask("SET", "third", "1");
        assertThat(AofManifest.in(aof()).parts().stream().map(AofPart::role))
                .containsExactly(
                        AofPart.Role.BASE, AofPart.Role.INCREMENT, AofPart.Role.INCREMENT, AofPart.Role.INCREMENT);
        Path out = folder.resolve("copy");
        CutPlan plan = cut(CutRules.before(middle.name(), offset), out);
        assertThat(plan.files().stream().map(CutPlan.File::fate))
                .containsExactly(CutPlan.Fate.WHOLE, CutPlan.Fate.WHOLE, CutPlan.Fate.CUT, CutPlan.Fate.LEFT_OUT);
        assertThat(plan.after()).containsEntry("SET", 2L);
        assertThat(loaded(out)).containsExactlyInAnyOrder("old", "first", "second");
    }

    /** A rewrite that is killed leaves one more increment. */
    private void interruptedRewrite() {
        server.ask("CONFIG", "SET", "rdb-key-save-delay", "10000000");
        server.ask("BGREWRITEAOF");
        persistence("aof_rewrite_in_progress:1");
        ProcessHandle.of(server.pid()).orElseThrow().children().forEach(ProcessHandle::destroyForcibly);
        persistence("aof_rewrite_in_progress:0");
        server.ask("CONFIG", "SET", "rdb-key-save-delay", "0");
    }

    @Test
    void aPointInTimeIsWhatTheServerNoted() throws IOException {
        server.ask("SET", "early", "1");
        long second = time();
        Eventually.holds(() -> time() > second, () -> "the clock stands");
        server.ask("SET", "late", "1");
        Path out = folder.resolve("copy");
        CutPlan plan = cut(CutRules.at(second), out);
        assertThat(plan.cut()).isPresent();
        assertThat(loaded(out)).containsExactlyInAnyOrder("old", "early");
        assertThatThrownBy(() -> AofCut.of(aof(), CutRules.at(1000)).plan(new Progress()))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("base");
    }

    private long time() {
        return Long.parseLong(server.ask("TIME").items().get(0).text());
    }

    @Test
    void whatWasCutOffOrHitIsMendedInACopy() throws IOException {
        for (int i = 0; i < 30; i++) {
            server.ask("SET", "key:" + i, "value");
        }
        Path copy = folder.resolve("hit");
        copyOf(aof(), copy);
        AofPart last = AofManifest.in(copy).parts().get(1);
        byte[] bytes = Files.readAllBytes(last.file());
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("key:3\r") - 4] = 'x';
        Files.write(last.file(), Arrays.copyOf(bytes, bytes.length - 5));
        AofRepair repair = AofRepair.of(copy, new Progress());
        assertThat(repair.damages()).hasSize(2);
        assertThat(repair.damages().get(0).command()).contains("SET");
        Path out = folder.resolve("mended");
        repair.copy(out);
        List<String> keys = loaded(out);
        assertThat(keys).hasSize(29).doesNotContain("key:3", "key:29").contains("key:2", "key:4", "key:28", "old");
        assertThat(AofCheck.of(out, true, new Progress()).failure()).isEmpty();
    }
}
