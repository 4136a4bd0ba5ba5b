package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.ShardIndex;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.ZipArchive;
import dev.redkit.format.text.Json;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** HDF5: of h5py, of Keras ({@code .h5}, {@code .weights.h5}, {@code .keras}), or several files by Keras's index. */
public final class Hdf5Format implements ModelFormat {
    private static final String MAGIC = "\u0089HDF\r\n\u001a\n";
    private static final String INDEX = ".weights.json";
    static final String IN_ARCHIVE = "model.weights.h5";
    static final List<String> DESCRIPTIONS = List.of("metadata.json", "config.json");
    private static final int MOST_CONFIG = 64 << 20;

    @Override
    public String name() {
        return "hdf5";
    }

    @Override
    public List<String> suffixes() {
        return List.of("h5", "hdf5");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.begins(MAGIC)
                || hasUserBlock(file.head())
                || file.zipMembers().contains(IN_ARCHIVE)
                || (file.size() > 0 && file.fileName().endsWith(INDEX));
    }

    /** Something else may stand before the file, as in MATLAB's. */
    private static boolean hasUserBlock(byte[] head) {
        for (int at = 512; at + 8 <= head.length; at *= 2) {
            if (new String(head, at, 8, StandardCharsets.ISO_8859_1).equals(MAGIC)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(opened -> {
            Map<String, String> metadata = new LinkedHashMap<>();
            Map<String, String> paths = new LinkedHashMap<>();
            List<Tensor> tensors = new ArrayList<>();
            for (Region region : regions(file, opened, metadata)) {
                Hdf5File read = Hdf5File.read(region);
                tensors.addAll(read.tensors());
                metadata.putAll(read.metadata());
                paths.putAll(read.paths());
            }
            if (!paths.isEmpty()) {
                metadata.put(KerasLayout.PATHS, Json.text(paths));
            }
            return new OpenedTensors(name(), tensors, metadata, opened);
        });
    }

    /** The failure of a file of HDF5 that the library cannot make sense of. */
    public static BadInput unread(Region region, Throwable e) {
        return Hdf5File.unread(region, e);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        Hdf5Writer.of(content.keptBy(this), Map.of()).write(out);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return switch (dtype) {
            case BF16, F8_E4M3, F8_E5M2 -> DType.F32;
            default -> dtype;
        };
    }

    private static List<Region> regions(Path file, List<Closeable> opened, Map<String, String> metadata)
            throws IOException {
        List<Region> regions = new ArrayList<>();
        if (Glimpse.of(file).isZip()) {
            regions.add(archived(file, metadata));
        } else if (file.toString().endsWith(INDEX)) {
            ShardIndex.read(file).files().forEach(shard -> regions.add(Region.of(shard)));
        } else {
            regions.add(Region.of(file));
        }
        opened.addAll(regions);
        return regions;
    }

    /** The library wants a file of its own. */
    private static Region archived(Path file, Map<String, String> metadata) throws IOException {
        try (ZipArchive archive = ZipArchive.open(file)) {
            if (!archive.names().contains(IN_ARCHIVE)) {
                throw new BadInput(file + " has no " + IN_ARCHIVE);
            }
            for (String member : DESCRIPTIONS) {
                if (archive.names().contains(member)) {
                    metadata.put(member, new String(archive.bytes(member, MOST_CONFIG), StandardCharsets.UTF_8));
                }
            }
            try (InputStream in = archive.open(IN_ARCHIVE)) {
                return Spool.of(file + ":" + IN_ARCHIVE, in);
            }
        }
    }
}
