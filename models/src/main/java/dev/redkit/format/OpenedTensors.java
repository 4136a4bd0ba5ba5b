package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What most formats open: a list of tensors, and what to close in the end. */
public final class OpenedTensors implements ModelFile {
    private final String format;
    private final List<Tensor> tensors;
    private final Map<String, String> metadata;
    private final List<? extends Closeable> open;

    public OpenedTensors(
            String format, List<Tensor> tensors, Map<String, String> metadata, List<? extends Closeable> open) {
        this.format = format;
        this.tensors = List.copyOf(tensors);
        this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        this.open = List.copyOf(open);
        Set<String> names = new HashSet<>();
        for (Tensor tensor : tensors) {
            if (!names.add(tensor.name())) {
                throw new BadInput("there are two tensors " + tensor.name());
            }
        }
    }

    /** Reads a file, and notes in {@code opened} whatever has to stay open. */
    public interface Reading {
        ModelFile read(List<Closeable> opened) throws IOException;
    }

    /** Reads a file whose region is noted already. */
    public interface RegionReading {
        ModelFile read(Region region, List<Closeable> opened) throws IOException;
    }

    /** What a format has read; when that fails, all that was opened is closed. */
    public static ModelFile read(Reading reading) throws IOException {
        List<Closeable> opened = new ArrayList<>();
        try {
            return reading.read(opened);
        } catch (IOException | RuntimeException e) {
            for (Closeable each : opened) {
                each.close();
            }
            throw e;
        }
    }

    /** The same for what is read from one region first of all. */
    public static ModelFile read(Path file, RegionReading reading) throws IOException {
        return read(opened -> {
            Region region = Region.of(file);
            opened.add(region);
            return reading.read(region, opened);
        });
    }

    @Override
    public String format() {
        return format;
    }

    @Override
    public List<Tensor> tensors() {
        return tensors;
    }

    @Override
    public Map<String, String> metadata() {
        return metadata;
    }

    @Override
    public void close() throws IOException {
        for (Closeable each : open) {
            each.close();
        }
    }
}
