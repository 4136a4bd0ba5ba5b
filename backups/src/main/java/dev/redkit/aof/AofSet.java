package dev.redkit.aof;

import dev.redkit.failure.UsageError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The files that make up one append-only file, and what a copy of them is called.
 *
 * @param name what to call it before a user
 * @param manifest null for a single file
 * @param parts without those that are history
 */
record AofSet(String name, Path manifest, List<AofPart> parts) {
    static AofSet of(Path place) {
        if (Files.isDirectory(place)) {
            return of(place, AofManifest.in(place));
        }
        if (!Files.exists(place)) {
            throw new UsageError("there is no file " + place, "check the name and the working directory");
        }
        if (AofManifest.isManifest(place)) {
            return of(place, AofManifest.read(place));
        }
        return new AofSet(place.toString(), null, AofReader.open(place).parts());
    }

    private static AofSet of(Path place, AofManifest manifest) {
        return new AofSet(
                place.toString(), manifest.file(), AofReader.of(manifest).parts());
    }

    AofReader open() {
        return new AofReader(parts);
    }

    /** How the manifest of a copy is called: a server looks for it under the name of its append-only file. */
    String manifestName() {
        return manifest != null
                ? String.valueOf(manifest.getFileName())
                : parts.get(0).name() + ".manifest";
    }

    /** What a file is in a copy: a single file becomes the base, as a server itself makes of it. */
    AofPart inCopy(AofPart part) {
        return manifest != null ? part : new AofPart(part.file(), 1, AofPart.Role.BASE);
    }
}
