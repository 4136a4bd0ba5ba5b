package dev.redkit.format.torch;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.ShardIndex;
import dev.redkit.format.StoredZip;
import dev.redkit.format.WriteOptions;
import dev.redkit.format.pickled.PickledTensors;
import dev.redkit.pickle.Pickle;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** PyTorch: {@code .pt}, {@code .pth}, {@code .bin}, TorchScript, or several of them by their index. */
public final class TorchFormat implements ModelFormat {
    private static final String INDEX = ".bin.index.json";

    @Override
    public String name() {
        return "torch";
    }

    @Override
    public List<String> suffixes() {
        return List.of("pt", "pth", "bin");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.begins(LegacyTorch.MAGIC)
                || file.zipMembers().stream().anyMatch(ZippedTorch::isPickle)
                || isTar(file)
                || ShardIndex.of(file.path(), INDEX).isPresent();
    }

    /** Before 0.1.10, PyTorch wrote tar archives. */
    private static boolean isTar(Glimpse file) {
        byte[] head = file.head();
        return head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar");
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        Glimpse glimpse = Glimpse.of(file);
        if (isTar(glimpse)) {
            throw new BadInput(
                    file + " is a tar archive, as PyTorch wrote before 0.1.10",
                    "load it with an old PyTorch and save it again");
        }
        return OpenedTensors.read(opened -> {
            Path index = ShardIndex.of(file, INDEX).orElse(null);
            PickledTensors found = index == null ? collect(file, options, opened) : null;
            return found == null
                    ? sharded(ShardIndex.read(index), options, opened)
                    : new OpenedTensors(name(), found.tensors(), found.metadata(), opened);
        });
    }

    private static PickledTensors collect(Path file, ReadOptions options, List<Closeable> opened) throws IOException {
        Pickle.Names names = options.opaque() ? Pickle.Names.ANY : Pickle.Names.KNOWN;
        Object root;
        Storages storages;
        if (Glimpse.of(file).begins(LegacyTorch.MAGIC)) {
            Region region = Region.of(file);
            opened.add(region);
            LegacyTorch legacy = LegacyTorch.read(region, names);
            root = legacy.root();
            storages = legacy;
        } else {
            ZippedTorch zipped = ZippedTorch.open(file);
            opened.add(zipped);
            root = Pickle.read(zipped.pickles().get(0), names).value();
            storages = zipped;
        }
        PickledTensors found = new PickledTensors(file.toString(), stem(file), new TorchTensors(storages));
        found.collect(root);
        return found;
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private ModelFile sharded(ShardIndex index, ReadOptions options, List<Closeable> opened) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>(index.metadata());
        for (Path shard : index.files()) {
            PickledTensors found = collect(shard, options, opened);
            metadata.putAll(found.metadata());
            for (Tensor tensor : found.tensors()) {
                if (tensors.put(tensor.name(), tensor) != null) {
                    throw new BadInput("two of the files of " + index.path() + " have a tensor " + tensor.name());
                }
            }
        }
        return new OpenedTensors(name(), index.choose(tensors), metadata, opened);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public DType keepsAs(DType dtype) {
        return dtype == DType.F8_E4M3 || dtype == DType.F8_E5M2 ? DType.F32 : dtype;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        List<Tensor> tensors = content.keptBy(this).tensors();
        for (Tensor tensor : tensors) {
            if (TorchTypes.storage(tensor.dtype()).isEmpty()) {
                throw new UsageError(
                        "every PyTorch can load numbers, but not the " + tensor.dtype() + " of " + tensor.name(),
                        "leave it out, or write .safetensors or .npz");
            }
        }
        StoredZip zip = new StoredZip(out);
        zip.add("archive/" + ZippedTorch.PICKLE, PickleWriter.stateDictionary(tensors));
        zip.add("archive/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < tensors.size(); i++) {
            Tensor tensor = tensors.get(i);
            zip.add("archive/data/" + i, tensor.bytes(), body -> copy(tensor, body));
        }
        zip.add("archive/version", "3\n".getBytes(StandardCharsets.US_ASCII));
        zip.finish();
    }

    private static void copy(Tensor tensor, OutputStream out) throws IOException {
        try (InputStream in = tensor.open()) {
            in.transferTo(out);
        }
    }
}
