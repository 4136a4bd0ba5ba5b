package dev.redkit.format.spark;

import dev.redkit.format.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of what Spark has saved, to be damaged. */
final class SparkFolders {
    private SparkFolders() {}

    static Path copy(String name, Path to) throws IOException {
        Path from = Fixtures.file("spark/" + name);
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one).toString()));
            }
        }
        return to;
    }

    /** The Parquet file in a folder of it. */
    static Path part(Path model, String folder) throws IOException {
        try (Stream<Path> all = Files.list(model.resolve(folder))) {
            return all.filter(one -> one.toString().endsWith(".parquet"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
