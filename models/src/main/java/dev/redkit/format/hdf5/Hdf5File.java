package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Goes through the groups of one file. Links are not followed, and a group is not entered from within itself. */
final class Hdf5File {
    private static final int MOST_NODES = 1_000_000;
    private static final int MOST_DEPTH = 64;

    private final Region file;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> paths = new LinkedHashMap<>();
    private final Set<Long> onTheWay = new HashSet<>();
    private int nodes;
    private long userBlock;

    private Hdf5File(Region file) {
        this.file = file;
    }

    static Hdf5File read(Region region) {
        Hdf5File read = new Hdf5File(region);
        try {
            // Its closing would close the file, which the tensors still need.
            HdfFile root = new HdfFile(region.channel());
            read.userBlock = root.getUserBlockSize();
            read.group(root, new KerasNames(root), 0);
            return read;
        } catch (BadInput e) {
            throw e;
        } catch (HdfException e) {
            throw unread(region, e);
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // What the library makes of bytes that are not what they should be.
            throw unread(region, e);
        }
    }

    static BadInput unread(Region region, Throwable e) {
        return new BadInput(
                region.name()
                        + " is damaged, or uses what is not read of HDF5 (such as the layout that HDF5 2.0 writes with"
                        + " libver='latest', or blosc): " + e.getMessage(),
                "h5repack writes it anew in a plain layout",
                e);
    }

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    /** Where the weights of Keras 3 stand, by their names; empty for other files. */
    Map<String, String> paths() {
        return paths;
    }

    private void group(Group group, KerasNames names, int depth) {
        if (depth > MOST_DEPTH) {
            throw new BadInput("groups are nested deeper than " + MOST_DEPTH + " in " + file.name());
        }
        if (!onTheWay.add(group.getAddress())) {
            metadata.put(group.getPath(), "a group that contains itself");
            return;
        }
        attributes(group);
        Set<String> done =
                PandasFrame.is(group) ? new PandasFrame(file, group, userBlock, tensors, metadata).read() : Set.of();
        for (Node child : group.getChildren().values()) {
            if (done.contains(child.getName())) {
                continue;
            }
            if (++nodes > MOST_NODES) {
                throw new BadInput("there are more than " + MOST_NODES + " groups and datasets in " + file.name());
            }
            if (child.isLink()) {
                metadata.put(child.getPath(), "a link, which is not followed");
            } else if (child instanceof Group inner) {
                group(inner, names, depth + 1);
            } else if (child instanceof Dataset dataset) {
                dataset(dataset, names);
            }
        }
        onTheWay.remove(group.getAddress());
    }

    private void dataset(Dataset dataset, KerasNames names) {
        String name = names.of(dataset);
        if (PickledObjects.is(dataset)) {
            new PickledObjects(file, dataset, userBlock, metadata).named(name).ifPresent(tensors::add);
            return;
        }
        if (KerasNames.isOfLayer(dataset)) {
            paths.put(name, dataset.getPath().substring(1));
        }
        new Hdf5Tensor(file, dataset, userBlock)
                .named(name)
                .ifPresentOrElse(
                        tensors::add,
                        () -> metadata.put(
                                dataset.getPath(),
                                "a dataset of "
                                        + dataset.getDataType().getClass().getSimpleName()));
    }

    /** Only the words of the root, like those of Keras on its model. */
    private void attributes(Group group) {
        if (group.getPath().equals("/")) {
            Map<String, String> texts = new LinkedHashMap<>();
            for (Attribute attribute : group.getAttributes().values()) {
                if (attribute.getJavaType() == String.class && attribute.isScalar()) {
                    texts.put(attribute.getName(), String.valueOf(attribute.getData()));
                }
            }
            metadata.putAll(LongText.joined(texts));
        }
    }
}
