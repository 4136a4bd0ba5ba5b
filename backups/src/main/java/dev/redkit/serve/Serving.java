package dev.redkit.serve;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/** A server that shows a backup and takes no writes, for as long as this is open. */
public final class Serving implements AutoCloseable {
    private final Path folder;
    private final EmbeddedServer server;
    private final List<String> leftOut;
    private final boolean converted;

    /**
     * What kind of server.
     *
     * @param binary an installed one, or null for the one that redkit brings along
     * @param port to listen on, or 0 for any
     * @param keepsExpiries whether keys expire as they would have; what has expired since is not shown then
     */
    public record Wish(Path binary, int port, boolean keepsExpiries) {}

    private Serving(Path folder, EmbeddedServer server, List<String> leftOut, boolean converted) {
        this.folder = folder;
        this.server = server;
        this.leftOut = leftOut;
        this.converted = converted;
    }

    /** Starts it; returns when all is loaded. */
    public static Serving start(BackupFile backup, Wish wish, InstantSource clock) {
        if (backup.hasCommands()) {
            throw new UsageError(
                    backup.name() + " holds commands, not only keys",
                    "'redkit backup convert' makes an RDB file of it");
        }
        ServerBinary binary = wish.binary() == null ? ServerBinary.EMBEDDED : ServerBinary.at(wish.binary());
        Path folder = null;
        try {
            folder = Files.createTempDirectory("redkit-serve-");
            return start(backup, wish, binary, new Copy(folder, clock));
        } catch (IOException e) {
            delete(folder);
            throw new CannotWrite("cannot make a copy of " + backup.name() + ": " + Reason.of(e), null, e);
        } catch (RuntimeException e) {
            delete(folder);
            throw e;
        }
    }

    private static Serving start(BackupFile backup, Wish wish, ServerBinary binary, Copy copy) throws IOException {
        Path file = copy.folder().resolve("dump.rdb");
        boolean asItIs = backup.parts().size() == 1
                && wish.keepsExpiries()
                && loads(binary, backup.parts().get(0));
        Downgrade downgrade = new Downgrade(binary.writes(), binary.fieldExpiry(), wish.keepsExpiries(), copy.clock());
        if (asItIs) {
            try (Input input = backup.parts().get(0).open();
                    OutputStream out = Files.newOutputStream(file)) {
                input.stream().transferTo(out);
            }
        } else {
            downgrade.write(backup.parts(), file);
        }
        EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE
                .port(wish.port())
                .binary(wish.binary())
                .config("dir " + quoted(copy.folder()), "dbfilename dump.rdb", "appendonly no"));
        Serving serving = new Serving(copy.folder(), server, asItIs ? List.of() : downgrade.leftOut(), !asItIs);
        serving.forbidWrites();
        return serving;
    }

    private record Copy(Path folder, InstantSource clock) {}

    private static String quoted(Path path) {
        return '"' + path.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Whether the server loads it as it is: of this version, and without values of modules. */
    private static boolean loads(ServerBinary binary, BackupPart part) throws IOException {
        try (Input input = part.open()) {
            RdbReader reader = RdbReader.open(input.stream(), part.name());
            if (!binary.loads(reader.format())) {
                return false;
            }
            while (reader.next()) {
                if (reader.type() == RdbType.MODULE_2) {
                    return false;
                }
            }
            return true;
        }
    }

    private void forbidWrites() {
        try (Wire wire = Wire.open(server.target())) {
            wire.demand("ACL", "SETUSER", "default", "-@write", "-@admin", "-@dangerous", "+info", "+keys", "+sort_ro");
        }
    }

    public Target target() {
        return server.target();
    }

    /** Whether the server shows a copy that was written anew for it. */
    public boolean converted() {
        return converted;
    }

    /** What is not shown. */
    public List<String> leftOut() {
        return leftOut;
    }

    @Override
    public void close() {
        try {
            server.close();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) {
        if (folder == null) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new CannotWrite("cannot remove " + folder + ": " + Reason.of(e), "it holds a copy of the backup", e);
        }
    }
}
