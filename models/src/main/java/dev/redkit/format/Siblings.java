package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The files that a file may name: those in its own folder, and nothing outside of it, not through {@code ..} nor through a
 * link. The caches of model hubs are folders of links, so where the naming file itself really lies is as good.
 */
public final class Siblings {
    private Siblings() {}

    /** Finds the named file; a name that leads elsewhere, or nowhere, is {@link BadInput}. */
    public static Path resolve(Path file, String name) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Path relative = Path.of(name);
            if (relative.isAbsolute()
                    || name.isEmpty()
                    || !folder.resolve(relative).normalize().startsWith(folder.normalize())) {
                throw leaves(file, name);
            }
            Path named = folder.resolve(relative);
            if (!Files.isRegularFile(named)) {
                throw new BadInput(file + " names the file " + name + ", which is not beside it");
            }
            Path real = named.toRealPath();
            if (!real.startsWith(folder.toRealPath())
                    && !real.startsWith(file.toRealPath().getParent())) {
                throw leaves(file, name);
            }
            return named;
        } catch (InvalidPathException e) {
            throw leaves(file, name.replace("\0", "\\0"));
        } catch (IOException e) {
            throw new BadInput(file + " names the file " + name + ": " + Reason.of(e), null, e);
        }
    }

    private static BadInput leaves(Path file, String name) {
        return new BadInput(file + " names the file " + name + ", which would leave its folder");
    }
}
