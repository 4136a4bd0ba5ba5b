import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.redkit.format.Tell;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads a .params with MXNet's own library and tells what is in it: FILE legacy|numpy|global. */
public class ReadMxnet {
    private static final List<String> DTYPES = List.of(
            "F32", "F64", "F16", "U8", "I32", "I8", "I64", "BOOL", "I16", "U16", "U32", "U64", "BF16");
    private static final List<Integer> BYTES = List.of(4, 8, 2, 1, 4, 1, 8, 1, 2, 2, 4, 8, 2);

    private static NativeLibrary mxnet;

    public static void main(String[] args) throws Exception {
        Path natives = Files.createTempDirectory("mxnet");
        for (String name : List.of("libgomp.so.1", "libquadmath.so.0", "libgfortran.so.3", "libopenblas.so.0", "libmxnet.so")) {
            Path file = natives.resolve(name);
            try (InputStream in = ReadMxnet.class.getResourceAsStream("/native/lib/" + name)) {
                Files.copy(in, file);
            }
            mxnet = NativeLibrary.getInstance(file.toString());
        }
        int shapes = List.of("legacy", "numpy", "global").indexOf(args[1]);
        if (shapes > 0) {
            call("MXSetIsNumpyShape", shapes, new IntByReference());
        }
        IntByReference count = new IntByReference();
        PointerByReference arrays = new PointerByReference();
        IntByReference nameCount = new IntByReference();
        PointerByReference names = new PointerByReference();
        call("MXNDArrayLoad", args[0], count, arrays, nameCount, names);
        Pointer[] handles = arrays.getValue().getPointerArray(0, count.getValue());
        String[] called = names.getValue().getStringArray(0, nameCount.getValue(), "UTF-8");
        for (int i = 0; i < handles.length; i++) {
            IntByReference storage = new IntByReference();
            call("MXNDArrayGetStorageType", handles[i], storage);
            switch (storage.getValue()) {
                case 0 -> tell(called[i], handles[i]);
                case 1 -> {
                    about(called[i], "row_sparse", handles[i]);
                    part(called[i] + ".data", handles[i], -1);
                    part(called[i] + ".indices", handles[i], 0);
                }
                case 2 -> {
                    about(called[i], "csr", handles[i]);
                    part(called[i] + ".data", handles[i], -1);
                    part(called[i] + ".indptr", handles[i], 0);
                    part(called[i] + ".indices", handles[i], 1);
                }
                default -> throw new IllegalStateException(called[i] + " is stored as " + storage.getValue());
            }
        }
        // Its threads would outlive us.
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private static void about(String name, String format, Pointer array) {
        ByteBuffer word = ByteBuffer.allocate(4 + format.length()).order(ByteOrder.LITTLE_ENDIAN);
        word.putInt(format.length()).put(format.getBytes(StandardCharsets.US_ASCII));
        Tell.array(name + ".format", "STRING", new long[0], word.array());
        long[] shape = shape(array);
        ByteBuffer dimensions = ByteBuffer.allocate(8 * shape.length).order(ByteOrder.LITTLE_ENDIAN);
        dimensions.asLongBuffer().put(shape);
        Tell.array(name + ".shape", "I64", new long[] {shape.length}, dimensions.array());
    }

    private static void part(String name, Pointer array, int which) {
        PointerByReference part = new PointerByReference();
        if (which < 0) {
            call("MXNDArrayGetDataNDArray", array, part);
        } else {
            call("MXNDArrayGetAuxNDArray", array, which, part);
        }
        tell(name, part.getValue());
    }

    private static long[] shape(Pointer array) {
        IntByReference rank = new IntByReference();
        PointerByReference dimensions = new PointerByReference();
        call("MXNDArrayGetShapeEx64", array, rank, dimensions);
        return rank.getValue() == 0 ? new long[0] : dimensions.getValue().getLongArray(0, rank.getValue());
    }

    private static void tell(String name, Pointer array) {
        IntByReference dtype = new IntByReference();
        call("MXNDArrayGetDType", array, dtype);
        long[] shape = shape(array);
        long elements = 1;
        for (long dimension : shape) {
            elements *= dimension;
        }
        int bytes = Math.toIntExact(elements * BYTES.get(dtype.getValue()));
        Memory memory = new Memory(Math.max(1, bytes));
        if (bytes > 0) {
            call("MXNDArraySyncCopyToCPU", array, memory, elements);
        }
        Tell.array(name, DTYPES.get(dtype.getValue()), shape, memory.getByteArray(0, bytes));
    }

    private static void call(String name, Object... arguments) {
        if (mxnet.getFunction(name, Function.C_CONVENTION, "UTF-8").invokeInt(arguments) != 0) {
            throw new IllegalStateException(
                    name + ": " + mxnet.getFunction("MXGetLastError").invokeString(new Object[0], false));
        }
    }
}
