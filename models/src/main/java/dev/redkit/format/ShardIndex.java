package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.format.text.Json;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The index of a model in several files: {@code {"metadata": {…}, "weight_map": {tensor: file}}}. */
public final class ShardIndex {
    private static final long MOST_BYTES = 100_000_000;

    private final Path path;
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, List<String>> weightMap = new LinkedHashMap<>();

    private ShardIndex(Path path) {
        this.path = path;
    }

    /** The index that a user named: by itself, or by the folder that holds one. */
    public static Optional<Path> of(Path named, String suffix) {
        if (!Files.isDirectory(named)) {
            return String.valueOf(named.getFileName()).endsWith(suffix) ? Optional.of(named) : Optional.empty();
        }
        try (Stream<Path> files = Files.list(named)) {
            return files.filter(file -> String.valueOf(file.getFileName()).endsWith(suffix))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static ShardIndex read(Path path) {
        try {
            if (Files.size(path) > MOST_BYTES) {
                throw new BadInput(path + " is too large for an index");
            }
            ShardIndex index = new ShardIndex(path);
            Map<?, ?> root = Json.object(path.toString(), Files.readAllBytes(path));
            if (root.get("metadata") instanceof Map<?, ?> about) {
                about.forEach((key, value) -> index.metadata.put(String.valueOf(key), String.valueOf(value)));
            }
            if (!(root.get("weight_map") instanceof Map<?, ?> map)) {
                throw new BadInput(path + " is no index: it has no weight_map");
            }
            map.forEach((tensor, files) -> index.weightMap.put(String.valueOf(tensor), index.names(files)));
            return index;
        } catch (IOException e) {
            throw new BadInput("reading " + path + " failed: " + Reason.of(e), null, e);
        }
    }

    private List<String> names(Object value) {
        List<?> all = value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
        List<String> names = new ArrayList<>();
        for (Object each : all) {
            if (!(each instanceof String name)) {
                throw new BadInput(path + " has a weight_map that names no files");
            }
            names.add(name);
        }
        return names;
    }

    public Path path() {
        return path;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** What the index lists, and the files for each. */
    public Map<String, List<String>> weightMap() {
        return weightMap;
    }

    /** Its files, all in its own folder. */
    public List<Path> files() {
        Set<String> names = new LinkedHashSet<>();
        weightMap.values().forEach(names::addAll);
        return names.stream().map(name -> Siblings.resolve(path, name)).toList();
    }

    /** The tensors that the index lists. One that no file has is a failure, and so is one that only a file has. */
    public List<Tensor> choose(Map<String, Tensor> found) {
        for (String name : weightMap.keySet()) {
            if (!found.containsKey(name)) {
                throw new BadInput(path + " lists " + name + ", but none of its files has it");
            }
        }
        for (String name : found.keySet()) {
            if (!weightMap.containsKey(name)) {
                throw new BadInput("a file of " + path + " has " + name + ", which the index does not list");
            }
        }
        return List.copyOf(found.values());
    }
}
