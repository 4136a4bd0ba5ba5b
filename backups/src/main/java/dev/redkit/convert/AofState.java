package dev.redkit.convert;

import dev.redkit.aof.AofCut;
import dev.redkit.aof.AofManifest;
import dev.redkit.aof.AofPart;
import dev.redkit.aof.AofReader;
import dev.redkit.aof.CutRules;
import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.backup.KeyFilter;
import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What comes of an append-only file: only a server can carry out its commands, so the embedded one loads a copy of it, in a
 * private folder, and saves an RDB file. That server holds all keys in memory. A base that it does not know is converted
 * for it first.
 */
public final class AofState implements Closeable {
    private static final String FOLDER = "appendonlydir";
    private static final String MANIFEST = ".manifest";
    private static final Duration PATIENCE = Duration.ofHours(6);

    private final Path home;
    private BackupPart rdb;

    private AofState(Path home) {
        this.home = home;
    }

    /** Has it done, for a file, a manifest or a folder. */
    public static AofState of(Path place, Losses losses, Progress progress) throws IOException {
        AofState state = new AofState(Files.createTempDirectory("redkit-aof"));
        try {
            state.prepare(place, losses, progress);
            state.carryOut();
            return state;
        } catch (IOException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    /** All keys, as an RDB file that is there until this is closed. */
    public BackupPart rdb() {
        return rdb;
    }

    private void prepare(Path place, Losses losses, Progress progress) throws IOException {
        CutRules nothing = new CutRules(AofReader.NO_TIME, null, 0, List.of());
        AofCut.of(place, nothing).copy(home.resolve(FOLDER), progress);
        for (AofPart part : AofManifest.in(home.resolve(FOLDER)).parts()) {
            if (part.role() == AofPart.Role.BASE) {
                base(part, losses);
            }
        }
    }

    /** Makes the base one that the embedded server knows. */
    private static void base(AofPart part, Losses losses) throws IOException {
        BackupFile base = BackupFile.of(part.file());
        BackupPart file = base.parts().get(0);
        if (base.form() != BackupFile.Form.RDB && file.content() != BackupPart.Content.RDB_AND_COMMANDS) {
            return;
        }
        if (RdbFormats.of(file).filter(AofState::isKnown).isPresent()) {
            return;
        }
        Path anew = part.file().resolveSibling(part.name() + ".anew");
        try (OutputStream out = Files.newOutputStream(anew);
                Conversion conversion =
                        new Conversion(KeyFilter.ALL, Conversion.OnDuplicate.ANY, losses, new Progress())) {
            RdbSink sink = new RdbSink(out, RdbSink.Form.of(WriteVersion.REDIS_7_0, Instant.now()), losses);
            conversion.run(List.of(file), sink);
            sink.end();
        }
        Files.move(anew, part.file(), StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean isKnown(RdbFormat format) {
        return !format.valkey() && format.version() <= WriteVersion.REDIS_7_0.number();
    }

    private void carryOut() {
        Path manifest = AofManifest.in(home.resolve(FOLDER)).file();
        String name = String.valueOf(manifest.getFileName());
        EmbeddedOptions options = EmbeddedOptions.PRIVATE
                .directory(home)
                .onUnixSocket()
                .config(
                        "appendonly yes",
                        "appenddirname " + FOLDER,
                        "appendfilename \"" + name.substring(0, name.length() - MANIFEST.length()) + "\"",
                        "aof-load-truncated no",
                        "databases 4096",
                        "auto-aof-rewrite-percentage 0",
                        "save \"\"",
                        "shutdown-on-sigterm nosave");
        try (EmbeddedServer server = EmbeddedServer.start(options);
                Wire wire = Wire.open(server.target())) {
            wire.timeout(PATIENCE);
            wire.demand("SAVE");
        }
        rdb = BackupFile.of(home.resolve("dump.rdb")).parts().get(0);
    }

    @Override
    public void close() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> files = Files.walk(home)) {
            files.forEach(all::add);
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Files.deleteIfExists(all.get(i));
        }
    }
}
