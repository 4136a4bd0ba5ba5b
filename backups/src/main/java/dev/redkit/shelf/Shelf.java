package dev.redkit.shelf;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A folder of backups. Each is a folder of its own with a {@value #MANIFEST} in it, which appears whole; everything else
 * that lies on the shelf is somebody else's and is left alone.
 */
public final class Shelf {
    /** The manifest of a backup, in its folder. */
    public static final String MANIFEST = "manifest.json";

    private static final long LONGEST = 16 << 20;

    private final Path folder;

    private Shelf(Path folder) {
        this.folder = folder;
    }

    public static Shelf at(Path folder) {
        return new Shelf(folder);
    }

    /**
     * A backup on the shelf.
     *
     * @param folder where its files are
     * @param problem why it cannot be trusted as it lies there: a file is missing or has another size; null when all are
     *     there
     */
    public record Backup(Path folder, Manifest manifest, String problem) {
        /** Whether all its files are there, as long as they were. */
        public boolean complete() {
            return problem == null;
        }
    }

    /** All backups, the oldest first. */
    public List<Backup> backups() {
        List<Backup> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(folder)) {
            for (Path one : folders.filter(Files::isDirectory).sorted().toList()) {
                boolean unfinished = one.getFileName().toString().startsWith(".");
                if (!unfinished) {
                    manifest(one).ifPresent(manifest -> all.add(new Backup(one, manifest, problem(one, manifest))));
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new UsageError("there is no folder " + folder, "name the folder that 'backup take' writes to", e);
        } catch (IOException e) {
            throw new UsageError("cannot look into " + folder + ": " + Reason.of(e), null, e);
        }
        all.sort(Comparator.comparing((Backup backup) -> backup.manifest().started())
                .thenComparing(backup -> backup.manifest().name()));
        return all;
    }

    /** What a folder says of itself, when it is a backup. */
    public static Optional<Manifest> manifest(Path backup) {
        Path file = backup.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            if (Files.size(file) > LONGEST) {
                throw new BadInput(file + " is too long for a manifest");
            }
            return ManifestText.read(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    /** Writes what a backup is. */
    public static void write(Manifest manifest, Path file) {
        try (AtomicOutput out = AtomicOutput.open(file, AtomicOutput.Rule.AS_IT_IS)) {
            out.stream().write(ManifestText.write(manifest));
            out.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file + ": " + Reason.of(e), null, e);
        }
    }

    private static String problem(Path folder, Manifest manifest) {
        for (Manifest.Part part : manifest.parts()) {
            String problem = problem(folder.resolve(part.file()), part.bytes());
            if (problem != null) {
                return problem;
            }
        }
        return null;
    }

    private static String problem(Path file, long bytes) {
        try {
            long there = Files.size(file);
            return there == bytes
                    ? null
                    : file.getFileName() + " has " + there + " bytes where the manifest says " + bytes;
        } catch (IOException e) {
            return file.getFileName() + " is missing";
        }
    }

    /** Removes a backup: the files that its manifest names, the manifest first, and its folder if nothing else is in it. */
    public void remove(Backup backup) {
        try {
            // Without its manifest it is no backup any more, so that one that is half removed is not believed.
            Files.delete(backup.folder().resolve(MANIFEST));
            for (Manifest.Part part : backup.manifest().parts()) {
                Files.deleteIfExists(backup.folder().resolve(part.file()));
            }
            for (Manifest.Extra extra : backup.manifest().extras()) {
                Files.deleteIfExists(backup.folder().resolve(extra.file()));
            }
            try (Stream<Path> rest = Files.list(backup.folder())) {
                if (rest.findAny().isPresent()) {
                    return;
                }
            }
            Files.delete(backup.folder());
        } catch (IOException e) {
            throw new CannotWrite("cannot remove " + backup.folder() + ": " + Reason.of(e), null, e);
        }
    }
}
