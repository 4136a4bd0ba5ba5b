import dev.redkit.format.Tell;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArray;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TBool;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint16;
import org.tensorflow.types.TUint8;
import org.tensorflow.types.family.TType;

/**
 * RestoreV2 of the checkpoint, and what is in it: read PREFIX NAME DTYPE…. Or SaveV2 of some tensors, and what they are:
 * write PREFIX.
 */
public class TensorflowCheckpoint {
    private static final Map<String, Class<? extends TType>> TYPES = Map.of(
            "F32", TFloat32.class,
            "F64", TFloat64.class,
            "F16", TFloat16.class,
            "BF16", TBfloat16.class,
            "I32", TInt32.class,
            "I64", TInt64.class,
            "U8", TUint8.class,
            "U16", TUint16.class,
            "BOOL", TBool.class,
            "STRING", TString.class);

    public static void main(String[] args) {
        try (EagerSession session = EagerSession.create()) {
            Ops tf = Ops.create(session);
            if (args[0].equals("read")) {
                read(tf, args);
            } else {
                write(tf, args[1]);
            }
        }
    }

    private static void read(Ops tf, String[] args) {
        List<String> names = new ArrayList<>();
        List<Class<? extends TType>> types = new ArrayList<>();
        for (int i = 2; i < args.length; i += 2) {
            names.add(args[i]);
            types.add(TYPES.get(args[i + 1]));
        }
        // Another dtype than that of the file is an error of RestoreV2's.
        List<Output<?>> restored = tf.train
                .restore(tf.constant(args[1]), texts(tf, names), texts(tf, names.stream().map(name -> "").toList()), types)
                .tensors();
        for (int i = 0; i < names.size(); i++) {
            tell(names.get(i), restored.get(i).asTensor());
        }
    }

    private static void write(Ops tf, String prefix) {
        Shape matrix = Shape.of(2, 3);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        tensors.put("f32", TFloat32.tensorOf(NdArrays.ofFloats(matrix).set(NdArrays.vectorOf(1f, -2f, .1f), 1)));
        tensors.put("f64", TFloat64.vectorOf(Math.PI, -0.0, Double.POSITIVE_INFINITY));
        tensors.put("f16", TFloat16.vectorOf(1f, -2.5f));
        tensors.put("bf16", TBfloat16.vectorOf(1f, -2.5f));
        tensors.put("i32", TInt32.vectorOf(Integer.MIN_VALUE, 7));
        tensors.put("i64", TInt64.scalarOf(1L << 40));
        tensors.put("u8", TUint8.vectorOf((byte) 1, (byte) 255));
        tensors.put("u16", TUint16.vectorOf((short) 1, (short) 65_535));
        tensors.put("bool", TBool.vectorOf(true, false));
        tensors.put("string", TString.vectorOf("h\u00e9llo", "", "b"));
        tensors.put("none", TFloat32.tensorOf(Shape.of(0, 3)));
        for (int i = 0; i < 200; i++) { // More than one block of the index.
            tensors.put("a/rather/long/prefix/layer_" + i + "/kernel", TFloat32.vectorOf(i, i / 7f));
        }
        List<Operand<?>> values = new ArrayList<>();
        tensors.values().forEach(tensor -> values.add(tf.constantOf((TType) tensor)));
        List<String> names = new ArrayList<>(tensors.keySet());
        List<String> slices = new ArrayList<>(names.stream().map(name -> "").toList());
        tensors.forEach(TensorflowCheckpoint::tell);
        // One variable in two parts.
        TFloat32 left = TFloat32.tensorOf(NdArrays.ofFloats(Shape.of(4, 1)).set(NdArrays.scalarOf(3f), 2, 0));
        TFloat32 right = TFloat32.tensorOf(NdArrays.ofFloats(Shape.of(4, 2)).set(NdArrays.vectorOf(5f, 6f), 3));
        for (TFloat32 part : List.of(left, right)) {
            names.add("parted");
            values.add(tf.constantOf(part));
        }
        slices.add("4 3 -:0,1");
        slices.add("4 3 -:1,2");
        TFloat32 whole = TFloat32.tensorOf(NdArrays.ofFloats(Shape.of(4, 3))
                .set(NdArrays.scalarOf(3f), 2, 0)
                .set(NdArrays.vectorOf(0f, 5f, 6f), 3));
        tell("parted", whole);
        tf.train.save(tf.constant(prefix), texts(tf, names), texts(tf, slices), values);
    }

    private static Operand<TString> texts(Ops tf, List<String> texts) {
        return tf.constantOf(TString.vectorOf(texts.toArray(String[]::new)));
    }

    private static void tell(String name, Tensor tensor) {
        String dtype = TYPES.entrySet().stream()
                .filter(entry -> entry.getValue().isInstance(tensor))
                .findFirst()
                .orElseThrow()
                .getKey();
        byte[] bytes;
        if (tensor instanceof TString texts) {
            ByteBuffer buffer = ByteBuffer.allocate(1 << 20).order(ByteOrder.LITTLE_ENDIAN);
            texts.scalars().forEach(text -> {
                byte[] utf8 = text.getObject().getBytes(StandardCharsets.UTF_8);
                buffer.putInt(utf8.length).put(utf8);
            });
            bytes = Arrays.copyOf(buffer.array(), buffer.position());
        } else {
            bytes = new byte[(int) tensor.numBytes()];
            if (bytes.length > 0) {
                tensor.asRawTensor().data().read(bytes);
            }
        }
        Tell.array(name, dtype, tensor.shape().asArray(), bytes);
    }
}
