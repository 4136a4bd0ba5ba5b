package dev.redkit.format.pickled;

import dev.redkit.pickle.Instance;
import dev.redkit.pickle.Persistent;
import dev.redkit.tensor.Tensor;
import java.util.Optional;

/** What the classes of one framework mean in its pickles. */
public interface PickledClasses {
    /** Whether it is a tensor of the framework's own; arrays of NumPy are known anyhow. */
    default boolean isTensor(Instance instance) {
        return false;
    }

    /** That tensor. Arguments that make no sense end in one of the exceptions of who looks at values unasked. */
    default Tensor tensor(String name, Instance instance) {
        throw new IllegalArgumentException("it is no tensor");
    }

    /** What it is made around; the instance itself when it is nothing of the kind. */
    Object wrapped(Instance instance);

    /** What it is called, as against the way to it. */
    default String name(String way, Instance instance) {
        return way;
    }

    /** What the pickle leaves to its file to find, when it is a tensor. */
    default Optional<Tensor> found(String name, Persistent persistent) {
        return Optional.empty();
    }
}
