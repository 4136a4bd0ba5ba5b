package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.format.text.Json;
import dev.redkit.parquet.ParquetInput;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A directory as Spark ML saves a model.
 *
 * <pre>
 * MODEL/metadata/part-00000        a line of JSON: class, uid, sparkVersion, paramMap, defaultParamMap, …
 * MODEL/data/part-*.parquet        its numbers; in other folders for some classes
 * MODEL/stages/0_UID, 1_UID, …     the stages of a pipeline, each such a directory
 * </pre>
 *
 * Markers ({@code _SUCCESS}), checksums ({@code .…crc}) and other hidden files are passed over. No file is read that lies
 * elsewhere, not through a link either.
 */
final class SparkDirectory {
    private static final int MOST_METADATA = 16 << 20;

    private final Path folder;
    private final Map<?, ?> about;

    private SparkDirectory(Path folder, Map<?, ?> about) {
        this.folder = folder;
        this.about = about;
    }

    static boolean isOne(Path folder) {
        return Files.isDirectory(folder.resolve("metadata"))
                && Files.isRegularFile(folder.resolve("metadata").resolve("part-00000"));
    }

    static SparkDirectory open(Path folder) {
        for (Path part : files(folder, "metadata", "")) {
            Map<?, ?> about = about(part);
            if (!(about.get("class") instanceof String)) {
                throw new BadInput(part + " names no class, so it is not the metadata of a Spark ML model");
            }
            return new SparkDirectory(folder, about);
        }
        throw new BadInput(
                folder + " has no metadata/part-00000, so it is no Spark ML model", "name the folder that was saved");
    }

    private static Map<?, ?> about(Path part) {
        try {
            if (Files.size(part) > MOST_METADATA) {
                throw new BadInput(part + " is too large for the metadata of a model");
            }
            return Json.object(part.toString(), Files.readAllBytes(part));
        } catch (IOException e) {
            throw new BadInput("reading " + part + " failed: " + Reason.of(e), null, e);
        }
    }

    Path folder() {
        return folder;
    }

    /** The class that was saved, by its full name. */
    String modelClass() {
        return String.valueOf(about.get("class"));
    }

    boolean has(String name) {
        return Files.isDirectory(folder.resolve(name));
    }

    /** All that the metadata says, nested names joined by dots, lists as JSON. */
    Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        about.forEach((key, value) -> {
            if (value instanceof Map<?, ?> map) {
                map.forEach((name, inner) -> metadata.put(key + "." + name, JsonValues.text(inner)));
            } else {
                metadata.put(String.valueOf(key), JsonValues.text(value));
            }
        });
        return metadata;
    }

    /** What stands in a map of the metadata; empty when it does not. */
    List<?> listOf(String map, String name) {
        return about.get(map) instanceof Map<?, ?> found && found.get(name) instanceof List<?> list ? list : List.of();
    }

    /** Hands out the rows of all Parquet files in a folder of it, in the order of their names. */
    long rows(String name, Consumer<Struct> to) {
        List<Path> parts = files(folder, name, ".parquet");
        if (parts.isEmpty()) {
            throw new BadInput(
                    folder.resolve(name) + " holds no Parquet file, so the model is not whole",
                    "copy the whole folder that Spark has saved, or save it again");
        }
        long rows = 0;
        for (Path part : parts) {
            try (ParquetInput input = ParquetInput.open(part)) {
                input.forEach(schema -> new SparkRows(part.toString(), schema), to);
                rows += input.rows();
            }
        }
        return rows;
    }

    /** The folders in {@code stages}, by name. */
    List<Path> stages() {
        return listed(folder.resolve("stages"), Files::isDirectory);
    }

    private static List<Path> files(Path folder, String name, String suffix) {
        return listed(folder.resolve(name), Files::isRegularFile).stream()
                .filter(file -> String.valueOf(file.getFileName()).startsWith("part-")
                        && String.valueOf(file.getFileName()).endsWith(suffix))
                .map(file -> inside(folder, file))
                .toList();
    }

    private static List<Path> listed(Path folder, DirectoryStream.Filter<Path> filter) {
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, filter)) {
            all.forEach(found::add);
        } catch (IOException e) {
            throw new BadInput("listing " + folder + " failed: " + Reason.of(e), null, e);
        }
        Collections.sort(found);
        return found;
    }

    private static Path inside(Path folder, Path file) {
        try {
            if (!file.toRealPath().startsWith(folder.toRealPath())) {
                throw new BadInput(file + " is a link that leaves the folder of the model");
            }
            return file;
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + Reason.of(e), null, e);
        }
    }
}
