package dev.redkit.pickle;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names that a pickle may use. Each has a meaning in redkit; that of most is only to be a name. */
final class KnownGlobals {
    private static final Set<String> KNOWN = new TreeSet<>();

    static {
        add("collections", "OrderedDict", "Counter", "defaultdict");
        for (String builtins : new String[] {"builtins", "__builtin__"}) {
            add(builtins, "set", "frozenset", "dict", "list", "tuple", "complex", "bytearray", "bytes");
            add(builtins, "object", "int", "float", "bool", "str", "long", "unicode");
        }
        add("_codecs", "encode");
        add("copy_reg", "_reconstructor");
        add("copyreg", "_reconstructor");
        add("torch", "Size", "device", "Tensor", "per_tensor_affine", "per_channel_affine");
        for (String type : List.of(
                "Half",
                "BFloat16",
                "Float",
                "Double",
                "Byte",
                "Char",
                "Short",
                "Int",
                "Long",
                "Bool",
                "ComplexFloat",
                "ComplexDouble")) {
            add("torch", type + "Storage");
            add("torch.cuda", type + "Storage");
        }
        add("torch", "QInt8Storage", "QUInt8Storage", "QInt32Storage");
        add("torch", "float16", "float32", "float64", "bfloat16", "uint8", "int8", "int16", "int32", "int64", "bool");
        add("torch", "uint16", "uint32", "uint64", "complex64", "complex128", "float8_e4m3fn", "float8_e5m2");
        add("torch", "half", "float", "double", "short", "int", "long", "qint8", "quint8", "qint32");
        add("torch", "float8_e4m3fnuz", "float8_e5m2fnuz", "float8_e8m0fnu", "strided", "sparse_coo");
        add("torch.storage", "UntypedStorage", "TypedStorage", "_TypedStorage", "_UntypedStorage");
        add("torch.nn.parameter", "Parameter", "Buffer");
        add("torch._utils", "_rebuild_tensor", "_rebuild_tensor_v2", "_rebuild_tensor_v3", "_rebuild_parameter");
        add("torch._utils", "_rebuild_parameter_with_state", "_rebuild_sparse_tensor", "_rebuild_qtensor");
        add("torch._tensor", "_rebuild_from_type_v2");
        add("torch.serialization", "_get_layout");
        add("torch.jit._pickle", "build_intlist", "build_tensorlist", "build_doublelist", "build_boollist");
        add("torch.jit._pickle", "restore_type_tag", "build_tensor_from_id");
        add("numpy", "dtype", "ndarray");
        for (String core : new String[] {"numpy.core", "numpy._core"}) {
            add(core + ".multiarray", "_reconstruct", "scalar");
            add(core + ".numeric", "_frombuffer");
        }
        for (String type : List.of(
                "Bool", "Int8", "UInt8", "Int16", "UInt16", "Int32", "UInt32", "Int64", "UInt64", "Float16", "Float32",
                "Float64")) {
            add("numpy.dtypes", type + "DType");
        }
        add("numpy.dtypes", "Complex64DType", "Complex128DType", "StrDType", "BytesDType", "LongLongDType");
        add("theano.tensor.sharedvar", "TensorSharedVariable", "ScalarSharedVariable");
        add("theano.gof.link", "Container");
        add("theano.tensor.type", "TensorType");
        add("theano.gof.utils", "scratchpad");
    }

    private KnownGlobals() {}

    private static void add(String module, String... names) {
        for (String name : names) {
            KNOWN.add(module + " " + name);
        }
    }

    static boolean contains(String module, String name) {
        // The classes of a TorchScript archive are its own; here they are records of their attributes.
        return KNOWN.contains(module + " " + name) || module.equals("__torch__") || module.startsWith("__torch__.");
    }
}
