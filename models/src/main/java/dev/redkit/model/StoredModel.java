package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.format.ModelFile;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One version of a model on a server, read like a file: its tensors are looked up once, so that all of them are of the
 * same version whatever becomes current meanwhile, and their bytes are checked as they come. They are cheapest in order.
 */
public final class StoredModel implements ModelFile {
    private final ModelStore store;
    private final String name;
    private final ModelStore.Version version;
    private final List<TensorEntry> entries;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Sums sums;
    private final Inflow inflow;

    StoredModel(ModelStore store, String name, ModelStore.Version version, List<TensorEntry> entries) {
        this.store = store;
        this.name = name;
        this.version = version;
        this.entries = entries;
        int longest =
                entries.stream().mapToInt(one -> one.chunks().length(0)).max().orElse(1);
        boolean hashed = entries.stream().anyMatch(one -> one.sha256() != null);
        this.sums = new Sums(longest, hashed);
        this.inflow = new Inflow(store.masters(), entries, sums, title());
        for (int i = 0; i < entries.size(); i++) {
            tensors.add(tensor(i));
        }
    }

    private Tensor tensor(int place) {
        TensorEntry entry = entries.get(place);
        DType dtype = DType.ofWord(entry.dtype())
                .orElseThrow(() -> senseless(entry, "'" + entry.dtype() + "' is no dtype that is known here"));
        try {
            Shape shape =
                    Shape.of(entry.shape().stream().mapToLong(Long::longValue).toArray());
            Tensor tensor = dtype == DType.STRING
                    ? Tensor.ofStrings(entry.name(), shape, entry.chunks().bytes(), () -> bytes(place))
                    : Tensor.of(entry.name(), dtype, shape, () -> bytes(place));
            if (tensor.bytes() != entry.chunks().bytes()) {
                throw senseless(
                        entry,
                        shape + " of " + dtype + " needs " + tensor.bytes() + " bytes, not "
                                + entry.chunks().bytes());
            }
            return tensor;
        } catch (ArithmeticException e) {
            throw senseless(entry, e.getMessage());
        }
    }

    private BadInput senseless(TensorEntry entry, String why) {
        return new BadInput("the index of " + title() + " makes no sense for tensor '" + entry.name() + "': " + why);
    }

    /** The bytes of one tensor; another one that is still open ends. */
    InputStream bytes(int place) {
        return inflow.open(place);
    }

    List<TensorEntry> entries() {
        return entries;
    }

    public String name() {
        return name;
    }

    public String version() {
        return version.number();
    }

    public Manifest manifest() {
        return version.manifest();
    }

    /** The SHA-256 of each tensor, by name; without those that have none. */
    public Map<String, String> hashes() {
        Map<String, String> hashes = new LinkedHashMap<>();
        for (TensorEntry entry : entries) {
            if (entry.sha256() != null) {
                hashes.put(entry.name(), entry.sha256());
            }
        }
        return hashes;
    }

    /** How complaints call it. */
    public String title() {
        return "version " + version.number() + " of model '" + name + "'";
    }

    @Override
    public String format() {
        return Head.FORMAT;
    }

    @Override
    public List<Tensor> tensors() {
        return List.copyOf(tensors);
    }

    @Override
    public Map<String, String> metadata() {
        return manifest().metadata();
    }

    @Override
    public void close() {
        sums.close();
        store.close();
    }
}
