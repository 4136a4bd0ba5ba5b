package dev.redkit.take;

import dev.redkit.aof.AofManifest;
import dev.redkit.aof.AofPart;
import dev.redkit.aof.AofReader;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Hashing;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Redis;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Manifest.Content;
import dev.redkit.shelf.Manifest.Method;
import dev.redkit.shelf.Manifest.Origin;
import dev.redkit.shelf.Manifest.Part;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * Copies the append-only files of a server on this machine. While it copies, the server may not begin to rewrite them,
 * and is told so; afterwards it may again, however the copying ended. Files that are not written to any more are linked
 * where that is possible; the last one is copied up to the end of its last whole command.
 */
public final class AofTake {
    private static final String REWRITE = "auto-aof-rewrite-percentage";
    private static final long PAUSE_NANOS = 100_000_000;
    private static final long PATIENCE_NANOS = 600_000_000_000L;
    private static final int PIECE = 1 << 20;

    private final Redis redis;
    private final String label;
    private final String version;
    private final InstantSource clock;

    /**
     * What to copy from where.
     *
     * @param label how the backup's name begins, or null
     * @param redkit the version of this program
     */
    public AofTake(Redis redis, String label, String redkit, InstantSource clock) {
        this.redis = redis;
        this.label = label;
        this.version = redkit;
        this.clock = clock;
        if (redis.target().mode() == Target.Mode.CLUSTER) {
            throw new UsageError("--aof-dir is the folder of one server", "name that node, without --cluster");
        }
    }

    /** Copies the folder; says where the copy is. */
    public Path onto(Path shelf, Path source) {
        Instant start = clock.instant();
        NewBackup backup = NewBackup.on(shelf, redis.target(), label, start);
        try (Wire wire = redis.wire()) {
            String before = pause(wire);
            try {
                awaitRewrite(wire);
                AofManifest manifest = AofManifest.in(source);
                copy(manifest, backup.unfinished());
            } finally {
                wire.call("CONFIG", "SET", REWRITE, before);
            }
            Manifest made = manifest(backup, start);
            return backup.finish(made);
        } catch (IOException e) {
            throw new CannotWrite("cannot copy the append-only files of " + source + ": " + Reason.of(e), null, e);
        } finally {
            backup.discard();
        }
    }

    /** Says what the percentage was. */
    private static String pause(Wire wire) {
        Reply reply = wire.demand("CONFIG", "GET", REWRITE);
        if (reply.items().size() < 2) {
            throw new UsageError("this server does not know " + REWRITE, "it may have no append-only files");
        }
        String before = reply.items().get(1).text();
        wire.demand("CONFIG", "SET", REWRITE, "0");
        return before;
    }

    private static void awaitRewrite(Wire wire) {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            Map<String, String> info =
                    InfoText.fields(wire.demand("INFO", "persistence").text());
            if ("0".equals(info.get("aof_enabled"))) {
                throw new UsageError("this server writes no append-only files", "leave --aof-dir out");
            }
            if ("0".equals(info.get("aof_rewrite_in_progress")) && "0".equals(info.get("aof_rewrite_scheduled"))) {
                return;
            }
            if (System.nanoTime() > until) {
                throw new Unreachable("the server has been rewriting its append-only files for ten minutes");
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static void copy(AofManifest manifest, Path into) throws IOException {
        List<AofPart> live = manifest.parts().stream()
                .filter(part -> part.role() != AofPart.Role.HISTORY)
                .toList();
        for (int i = 0; i < live.size(); i++) {
            Path file = live.get(i).file();
            Path copy = into.resolve(file.getFileName());
            if (i == live.size() - 1) {
                piece(file, copy, Files.size(file));
            } else {
                link(file, copy);
            }
        }
        Path list = into.resolve(manifest.file().getFileName());
        piece(manifest.file(), list, Files.size(manifest.file()));
        AofManifest copied = AofManifest.read(list);
        cutLast(copied);
    }

    private static void link(Path file, Path copy) throws IOException {
        try {
            Files.createLink(copy, file);
        } catch (IOException | UnsupportedOperationException e) {
            // Another file system, or one without links.
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }

    private static void piece(Path file, Path copy, long bytes) throws IOException {
        try (FileChannel in = FileChannel.open(file);
                FileChannel out = FileChannel.open(copy, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long at = 0; at < bytes; ) {
                long moved = in.transferTo(at, Math.min(PIECE, bytes - at), out);
                if (moved <= 0) {
                    break;
                }
                at += moved;
            }
            out.force(true);
        }
    }

    /** Whatever came last may have been in the middle of being written. */
    private static void cutLast(AofManifest copied) throws IOException {
        try (AofReader reader = AofReader.of(copied)) {
            try {
                while (reader.next()) {
                    // Only to see that it can be read.
                }
            } catch (BadInput e) {
                boolean tail = reader.problem().isPresent()
                        && reader.part()
                                .map(AofPart::file)
                                .filter(file -> file.equals(last(copied)))
                                .isPresent();
                if (!tail) {
                    throw e;
                }
                try (FileChannel file = FileChannel.open(last(copied), StandardOpenOption.WRITE)) {
                    file.truncate(reader.good());
                    file.force(true);
                }
            }
        }
    }

    private static Path last(AofManifest manifest) {
        return manifest.parts().get(manifest.parts().size() - 1).file();
    }

    private Manifest manifest(NewBackup backup, Instant start) throws IOException {
        Capabilities server = redis.capabilities();
        List<Part> parts = new ArrayList<>();
        for (Path file : backup.files()) {
            Origin origin = new Origin(
                    redis.target().address().toString(),
                    server.role().name().toLowerCase(Locale.ROOT),
                    server.flavour().name().toLowerCase(Locale.ROOT),
                    server.version().toString(),
                    "",
                    "",
                    -1,
                    "");
            long bytes = Files.size(file);
            Content content = new Content(0, 0, 0, bytes, new TreeMap<>(), new TreeMap<>());
            parts.add(new Part(file.getFileName().toString(), origin, content, bytes, sha256(file), "none", false));
        }
        NewBackup.Span span = new NewBackup.Span(start, clock.instant(), version);
        return backup.manifest(Method.AOF, span, parts, NewBackup.Rest.NOTHING);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Hashing.sha256();
        byte[] piece = new byte[PIECE];
        try (InputStream in = Files.newInputStream(file)) {
            for (int got = in.read(piece); got >= 0; got = in.read(piece)) {
                digest.update(piece, 0, got);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
