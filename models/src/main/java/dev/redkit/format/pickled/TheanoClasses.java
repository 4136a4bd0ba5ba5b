package dev.redkit.format.pickled;

import dev.redkit.failure.BadInput;
import dev.redkit.format.ZipArchive;
import dev.redkit.format.numpy.NpyFormat;
import dev.redkit.pickle.Instance;
import dev.redkit.pickle.Persistent;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Theano's shared variables: the array is the first thing in the storage of their container. {@code
 * theano.misc.pkl_utils.dump} keeps the arrays beside the pickle, each a member of the archive called as its variable is.
 */
final class TheanoClasses implements PickledClasses {
    private static final String ARRAY = "ndarray.";

    private final Optional<ZipArchive> archive;
    private final Set<String> names = new HashSet<>();

    TheanoClasses(Optional<ZipArchive> archive) {
        this.archive = archive;
    }

    private static boolean isShared(Instance instance) {
        return instance.type().module().equals("theano.tensor.sharedvar");
    }

    @Override
    public Object wrapped(Instance instance) {
        if (!isShared(instance)) {
            return instance;
        }
        Instance container = (Instance) attribute(instance, "container");
        List<?> storage = (List<?>) attribute(container, "storage");
        return storage.get(0);
    }

    private static Object attribute(Instance instance, String name) {
        Map<?, ?> state = (Map<?, ?>)
                instance.state().orElseThrow(() -> new IllegalArgumentException("a variable without its state"));
        Object value = state.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a variable without its " + name);
        }
        return value;
    }

    /** The variable's own name says more than its number in a list; the key of a dictionary is the user's. */
    @Override
    public String name(String way, Instance instance) {
        int dot = way.lastIndexOf('.');
        boolean numbered = way.isEmpty() || way.substring(dot + 1).matches("\\d+");
        if (!isShared(instance) || !numbered || !(instance.state().orElse(null) instanceof Map<?, ?> state)) {
            return way;
        }
        if (!(state.get("name") instanceof String own) || own.isEmpty()) {
            return way;
        }
        String name = way.substring(0, dot + 1) + own;
        return names.add(name) ? name : way;
    }

    @Override
    public Optional<Tensor> found(String name, Persistent persistent) {
        if (archive.isEmpty() || !(persistent.id() instanceof String id) || !id.startsWith(ARRAY)) {
            throw new BadInput("the pickle leaves " + shown(persistent.id()) + " to its file, which does not have it");
        }
        String member = id.substring(ARRAY.length());
        ZipArchive zip = archive.get();
        try {
            return Optional.of(NpyFormat.array(
                    zip.data(member), zip.size(member), zip.name() + ":" + member, name.isEmpty() ? member : name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(Object id) {
        String text = String.valueOf(id).replaceAll("\\p{Cntrl}", "?");
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
