package dev.redkit.format.torch;

import dev.redkit.format.pickled.PickledClasses;
import dev.redkit.pickle.Global;
import dev.redkit.pickle.Instance;
import dev.redkit.pickle.Persistent;
import dev.redkit.pickle.Tuple;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.util.List;
import java.util.Optional;

/**
 * What PyTorch's functions that rebuild tensors would do. A tensor is a view of a storage: where it begins there, its size,
 * its strides.
 */
final class TorchTensors implements PickledClasses {
    /** Views that repeat what they look at may be larger than it; there is an end to it. */
    private static final long MOST_REPETITION = 1L << 30;

    private final Storages storages;

    TorchTensors(Storages storages) {
        this.storages = storages;
    }

    @Override
    public boolean isTensor(Instance instance) {
        return switch (instance.type().path()) {
            case "torch._utils._rebuild_tensor",
                    "torch._utils._rebuild_tensor_v2",
                    "torch._utils._rebuild_tensor_v3",
                    "torch._utils._rebuild_qtensor" -> true;
            default -> false;
        };
    }

    /** What a parameter, a subclass, or a typed storage is made of; the instance itself when it is none of them. */
    @Override
    public Object wrapped(Instance instance) {
        List<Object> arguments = instance.arguments();
        return switch (instance.type().path()) {
            case "torch._utils._rebuild_parameter",
                    "torch._utils._rebuild_parameter_with_state",
                    "torch.nn.parameter.Parameter",
                    "torch.nn.parameter.Buffer" -> arguments.get(0);
            // The function that it names was checked when it was read; its call is only built here.
            case "torch._tensor._rebuild_from_type_v2" ->
                instance.called((Global) arguments.get(0), ((Tuple) arguments.get(2)).items());
            default -> instance;
        };
    }

    /** Arguments: storage, offset, size, stride, and what is of no interest; in version 3 the dtype as the seventh. */
    @Override
    public Tensor tensor(String name, Instance instance) {
        List<Object> arguments = instance.arguments();
        Tuple id = (Tuple) ((Persistent) arguments.get(0)).id();
        Global type = (Global) id.items().get(1);
        Optional<DType> typed = TorchTypes.ofStorage(type);
        DType dtype = instance.is("torch._utils._rebuild_tensor_v3")
                ? dtype((Global) arguments.get(6))
                : typed.orElseThrow(() -> new IllegalArgumentException("its type " + type.path() + " is not read"));
        // The numel of a storage without a type counts bytes.
        long storageBytes = Math.multiplyExact(
                (Long) id.items().get(4), typed.map(DType::bytes).orElse(1).longValue());
        TensorData storage = storages.find((String) id.items().get(2), storageBytes);
        long start = Math.multiplyExact((Long) arguments.get(1), (long) dtype.bytes());
        Shape shape = Shape.of(numbers(arguments.get(2)));
        Layout layout = new Layout(dtype, shape, numbers(arguments.get(3)), storages.bigEndian());
        return Tensor.of(name, dtype, shape, view(name, storage, new Window(start, storageBytes), layout));
    }

    private record Window(long start, long storageBytes) {}

    private static TensorData view(String name, TensorData storage, Window window, Layout layout) {
        long[] strides = layout.strides();
        if (strides.length != layout.shape().rank()) {
            throw new IllegalArgumentException("it has another number of strides than of dimensions");
        }
        for (long stride : strides) {
            if (stride < 0) {
                throw new IllegalArgumentException("a stride is negative");
            }
        }
        long span = layout.span();
        if (window.start() < 0
                || window.start() > window.storageBytes()
                || span > window.storageBytes() - window.start()) {
            throw new IllegalArgumentException(
                    "it reaches to byte " + (window.start() + span) + " of a storage of " + window.storageBytes());
        }
        long bytes = Math.multiplyExact(
                layout.shape().elements(), (long) layout.dtype().bytes());
        if (bytes > span && bytes - span > MOST_REPETITION) {
            throw new IllegalArgumentException("it repeats " + span + " bytes until they are " + bytes);
        }
        boolean whole = window.start() == 0 && span == window.storageBytes();
        return Strided.of(name, whole ? storage : storage.part(window.start(), span), layout);
    }

    private static DType dtype(Global dtype) {
        return TorchTypes.ofDtype(dtype)
                .orElseThrow(() -> new IllegalArgumentException("its dtype " + dtype.path() + " is not read"));
    }

    private static long[] numbers(Object value) {
        List<?> items = value instanceof Tuple tuple
                ? tuple.items()
                : value instanceof Instance size ? ((Tuple) size.arguments().get(0)).items() : (List<?>) value;
        return items.stream().mapToLong(item -> (Long) item).toArray();
    }
}
