package dev.redkit.format.safetensors;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.ShardIndex;
import dev.redkit.format.WriteOptions;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** safetensors: one file; or several, by their index or the folder it is in. */
public final class SafetensorsFormat implements ModelFormat {
    private static final String INDEX = ".safetensors.index.json";

    @Override
    public String name() {
        return "safetensors";
    }

    @Override
    public List<String> suffixes() {
        return List.of("safetensors");
    }

    @Override
    public boolean recognises(Glimpse file) {
        byte[] head = file.head();
        boolean header =
                head.length >= 10 && head[8] == '{' && head[4] == 0 && head[5] == 0 && head[6] == 0 && head[7] == 0;
        return header
                || file.fileName().endsWith(".safetensors")
                || ShardIndex.of(file.path(), INDEX).isPresent();
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(opened -> {
            Path index = ShardIndex.of(file, INDEX).orElse(null);
            if (index != null) {
                return sharded(ShardIndex.read(index), opened);
            }
            SafetensorsHeader header = read(file, opened);
            return new OpenedTensors(name(), header.tensors(), header.metadata(), opened);
        });
    }

    private static SafetensorsHeader read(Path file, List<Closeable> opened) {
        Region region = Region.of(file);
        opened.add(region);
        return SafetensorsHeader.read(region);
    }

    private ModelFile sharded(ShardIndex index, List<Closeable> opened) {
        Map<String, Tensor> found = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>(index.metadata());
        for (Path shard : index.files()) {
            SafetensorsHeader header = read(shard, opened);
            metadata.putAll(header.metadata());
            for (Tensor tensor : header.tensors()) {
                if (found.put(tensor.name(), tensor) != null) {
                    throw new BadInput("two of the files of " + index.path() + " have a tensor " + tensor.name());
                }
            }
        }
        return new OpenedTensors(name(), index.choose(found), metadata, opened);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        SafetensorsWriter.write(content, out);
    }
}
