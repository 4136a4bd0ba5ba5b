package dev.redkit.format;

import dev.redkit.tensor.Order;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes formats that are several files, all in one folder. */
public final class WrittenBeside {
    private WrittenBeside() {}

    public static void write(String format, ModelContent content, Path file) throws IOException {
        List<OutputStream> others = new ArrayList<>();
        Beside beside = new Beside() {
            @Override
            public String fileName() {
                return file.getFileName().toString();
            }

            @Override
            public OutputStream open(String other) throws IOException {
                others.add(Files.newOutputStream(file.resolveSibling(other)));
                return others.get(others.size() - 1);
            }
        };
        try (OutputStream out = Files.newOutputStream(file)) {
            ModelFormats.byName(format)
                    .write(content, out, new WriteOptions(Order.C, Optional.empty(), Optional.of(beside)));
        } finally {
            for (OutputStream other : others) {
                other.close();
            }
        }
    }
}
