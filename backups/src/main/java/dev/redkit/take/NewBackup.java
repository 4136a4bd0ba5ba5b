package dev.redkit.take;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Manifest.Extra;
import dev.redkit.shelf.Manifest.Method;
import dev.redkit.shelf.Manifest.Part;
import dev.redkit.shelf.Shelf;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A backup in the making: a folder under a name that no list shows, which gets its own name when all is in it, or goes.
 */
final class NewBackup {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Target target;
    private final String name;
    private final Path shelf;
    private final Path unfinished;

    private NewBackup(Path shelf, Target target, String name) {
        this.target = target;
        this.shelf = shelf;
        this.name = name;
        this.unfinished = shelf.resolve("." + name + ".part");
    }

    /** Makes its folder. */
    static NewBackup on(Path shelf, Target target, String label, Instant start) {
        NewBackup backup = new NewBackup(shelf, target, label(target, label) + "-" + STAMP.format(start));
        try {
            Files.createDirectories(shelf);
            Files.createDirectory(backup.unfinished);
            return backup;
        } catch (IOException e) {
            throw new CannotWrite("cannot put a backup into " + shelf + ": " + Reason.of(e), null, e);
        }
    }

    /** One that is a single file, for its manifest. */
    static NewBackup beside(Path file, Target target) {
        return new NewBackup(
                file.toAbsolutePath().getParent(), target, file.getFileName().toString());
    }

    private static String label(Target target, String wanted) {
        boolean sentinel = target.mode() == Target.Mode.SENTINEL;
        String label = wanted != null
                ? wanted
                : sentinel ? target.master() : target.address().toString();
        String clean = fileName(label);
        return clean.isEmpty() ? "redis" : clean;
    }

    /** Text as the name of a file that is not hidden. */
    static String fileName(String text) {
        return text.replaceAll("[^A-Za-z0-9._-]+", "-").replaceAll("^[.-]+", "");
    }

    /** Where to write its files. */
    Path unfinished() {
        return unfinished;
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(unfinished)) {
            return files.sorted().toList();
        }
    }

    Manifest manifest(Method method, Span span, List<Part> parts, Rest rest) {
        return new Manifest(
                name,
                target.but().db(0).build().toString(),
                target.mode().name().toLowerCase(Locale.ROOT),
                method,
                span.start(),
                (span.end().toEpochMilli() - span.start().toEpochMilli()) / 1000.0,
                span.redkit(),
                parts,
                rest.extras(),
                rest.leftOut());
    }

    /** When it was taken, and by which version of this program. */
    record Span(Instant start, Instant end, String redkit) {}

    /** What a backup has besides its data, and what it has not. */
    record Rest(List<Extra> extras, List<String> leftOut) {
        static final Rest NOTHING = new Rest(List.of(), List.of());

        Rest {
            extras = List.copyOf(extras);
            leftOut = List.copyOf(leftOut);
        }
    }

    /** It is whole: says where it is. */
    Path finish(Manifest manifest) throws IOException {
        Path folder = shelf.resolve(name);
        Shelf.write(manifest, unfinished.resolve(Shelf.MANIFEST));
        sync(unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        sync(shelf);
        return folder;
    }

    private static void sync(Path folder) {
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        } catch (IOException e) {
            // Not every file system can; the files themselves are safe.
        }
    }

    /** Removes it, unless it is finished. */
    void discard() {
        if (!Files.exists(unfinished)) {
            return;
        }
        try {
            for (Path file : new ArrayList<>(files())) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(unfinished);
        } catch (IOException e) {
            throw new CannotWrite("cannot remove the unfinished " + unfinished + ": " + Reason.of(e), null, e);
        }
    }
}
