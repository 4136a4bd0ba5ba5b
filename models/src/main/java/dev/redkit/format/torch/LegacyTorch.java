package dev.redkit.format.torch;

import dev.redkit.failure.BadInput;
import dev.redkit.pickle.Global;
import dev.redkit.pickle.Persistent;
import dev.redkit.pickle.Pickle;
import dev.redkit.pickle.Tuple;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.TensorData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} wrote before 1.6: five pickles one after the other (a magic number, a version, facts on the
 * machine, the object, the keys of the storages), then for each key a count of eight bytes and the storage itself.
 */
final class LegacyTorch implements Storages {
    static final String MAGIC = "\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019.";

    private static final int OBJECT = 3;
    private static final int KEYS = 4;

    private final Region file;
    private final Object root;
    private final Map<String, Region> storages = new HashMap<>();

    private LegacyTorch(Region file, Object root) {
        this.file = file;
        this.root = root;
    }

    /** The five pickles. */
    static List<Region> pickles(Region file) {
        List<Region> pickles = new ArrayList<>();
        long at = 0;
        for (int i = 0; i <= KEYS; i++) {
            Region rest = file.slice(at, file.length() - at, "a pickle");
            long length = Pickle.read(rest, Pickle.Names.ANY).end();
            pickles.add(file.slice(at, length, "a pickle"));
            at += length;
        }
        return pickles;
    }

    static LegacyTorch read(Region file, Pickle.Names names) {
        List<Region> pickles = pickles(file);
        if (Pickle.read(pickles.get(2), names).value() instanceof Map<?, ?> facts
                && Boolean.FALSE.equals(facts.get("little_endian"))) {
            throw new BadInput(
                    file.name() + " was saved on a big-endian machine before PyTorch 1.6, which is not read");
        }
        Pickle object = Pickle.read(pickles.get(OBJECT), names);
        LegacyTorch torch = new LegacyTorch(file, object.value());
        long at = pickles.get(KEYS).offset() + pickles.get(KEYS).length();
        Object keys = Pickle.read(pickles.get(KEYS), names).value();
        torch.index(keys, sizes(object.persistents()), file.slice(at, file.length() - at, "the storages"));
        return torch;
    }

    /** How many bytes an element of each storage has. */
    private static Map<String, Integer> sizes(List<Persistent> persistents) {
        Map<String, Integer> sizes = new HashMap<>();
        for (Persistent persistent : persistents) {
            if (persistent.id() instanceof Tuple id
                    && id.items().size() >= 5
                    && id.items().get(1) instanceof Global type
                    && id.items().get(2) instanceof String key) {
                sizes.put(key, TorchTypes.ofStorage(type).map(DType::bytes).orElse(1));
                if (id.items().size() > 5 && id.items().get(5) != null) {
                    throw new BadInput(
                            "the storage " + key + " is a view of another, as before PyTorch 0.4; save it anew");
                }
            }
        }
        return sizes;
    }

    private void index(Object keys, Map<String, Integer> sizes, Region data) {
        if (!(keys instanceof List<?> list)) {
            throw BadInput.at(file.name(), data.offset(), "there is no list of storages");
        }
        RegionReader reader = new RegionReader(data);
        for (Object key : list) {
            if (!(key instanceof String name) || !sizes.containsKey(name)) {
                throw reader.bad("a storage that no tensor uses");
            }
            long count = reader.i64();
            if (count < 0 || count > reader.remaining()) {
                throw reader.bad("the storage " + name + " would have " + Long.toUnsignedString(count) + " elements");
            }
            storages.put(name, reader.take(Math.multiplyExact(count, (long) sizes.get(name)), "the storage " + name));
        }
        if (reader.remaining() > 0) {
            throw reader.bad("something follows the storages");
        }
    }

    Object root() {
        return root;
    }

    @Override
    public TensorData find(String key, long bytes) {
        Region storage = storages.get(key);
        if (storage == null) {
            throw new BadInput("the storage " + key + " is not in " + file.name());
        }
        if (storage.length() != bytes) {
            throw BadInput.at(
                    file.name(),
                    storage.offset(),
                    "the storage " + key + " has " + storage.length() + " bytes, but its pickle says " + bytes);
        }
        return TensorData.of(storage);
    }

    @Override
    public boolean bigEndian() {
        return false;
    }
}
