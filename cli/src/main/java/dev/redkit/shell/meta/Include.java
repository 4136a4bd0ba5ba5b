package dev.redkit.shell.meta;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.shell.Desk;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of a file, as if they were typed here. */
final class Include {
    private static final int DEEPEST = 8;

    private final Desk desk;
    private int depth;

    Include(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(List.of("i", "source"), "FILE", "run the lines of a file, up to the first error", this::run);
    }

    private void run(String name) {
        if (name.isEmpty()) {
            throw new UsageError("\\i needs a file");
        }
        if (depth == DEEPEST) {
            throw new UsageError("\\i " + name + ": files include each other " + DEEPEST + " deep");
        }
        Path file = desk.path(name);
        depth++;
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            desk.runAll(reader, name);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        } finally {
            depth--;
        }
    }
}
