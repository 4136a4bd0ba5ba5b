package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import dev.redkit.tensor.Widened;
import dev.redkit.wire.Reply;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tensors as RedisAI keeps them: a key each, {@code {NAME}:TENSOR}, so that those of one model are in one slot.
 *
 * <pre>
 * AI.TENSORSET key type dimension… BLOB bytes
 * AI.TENSORGET key META BLOB            -&gt; dtype type shape dimensions blob bytes
 * </pre>
 *
 * Bytes are little-endian in C order; texts end with NUL each. A single number has the shape 1.
 */
public final class AiTensors {
    /** The type of its keys. */
    public static final String TYPE = "AI_TENSOR";

    /** The longest string of a server as it comes; RedisAI knows no pieces. */
    private static final long LONGEST = 512L << 20;

    private static final Map<DType, String> WORDS = new EnumMap<>(DType.class);

    static {
        WORDS.put(DType.F32, "FLOAT");
        WORDS.put(DType.F64, "DOUBLE");
        WORDS.put(DType.I8, "INT8");
        WORDS.put(DType.I16, "INT16");
        WORDS.put(DType.I32, "INT32");
        WORDS.put(DType.I64, "INT64");
        WORDS.put(DType.U8, "UINT8");
        WORDS.put(DType.U16, "UINT16");
        WORDS.put(DType.BOOL, "BOOL");
        WORDS.put(DType.STRING, "STRING");
    }

    private AiTensors() {}

    /** The key of a tensor. */
    static String key(String model, String tensor) {
        return "{" + model + "}:" + tensor;
    }

    /** The commands that keep these tensors. */
    public static List<ModuleCommand> commands(String model, List<Tensor> tensors) {
        if (tensors.isEmpty()) {
            throw new UsageError("there are no tensors in it");
        }
        return tensors.stream().map(tensor -> command(model, tensor)).toList();
    }

    private static ModuleCommand command(String model, Tensor original) {
        Tensor tensor = switch (original.dtype()) {
            case F16, BF16, F8_E4M3, F8_E5M2 -> Widened.of(original);
            default -> original;
        };
        String word = WORDS.get(tensor.dtype());
        if (word == null) {
            throw new UsageError(
                    "RedisAI has no type for tensor '" + tensor.name() + "' of " + tensor.dtype(),
                    "leave it out, or use --layout rkm1, which keeps every type");
        }
        boolean texts = tensor.dtype() == DType.STRING;
        long bytes = texts ? tensor.bytes() - 3 * tensor.shape().elements() : tensor.bytes();
        if (bytes > LONGEST) {
            throw new UsageError(
                    "tensor '" + tensor.name() + "' has " + bytes
                            + " bytes, and RedisAI takes a tensor as one string of " + LONGEST + " at most",
                    "--layout rkm1 takes tensors of any size");
        }
        List<String> words = new ArrayList<>();
        words.add("AI.TENSORSET");
        words.add(key(model, tensor.name()));
        words.add(word);
        for (long dimension :
                tensor.shape().rank() == 0 ? new long[] {1} : tensor.shape().dimensions()) {
            words.add(Long.toString(dimension));
        }
        words.add("BLOB");
        TensorData data = texts ? () -> new Terminated(tensor.open(), tensor.name()) : tensor::open;
        return ModuleCommand.of(words, bytes, data);
    }

    /** Texts with a NUL behind each, in place of a length before each. */
    private static final class Terminated extends FilterInputStream {
        private final String name;
        private byte[] text = new byte[0];
        private int at;

        Terminated(InputStream in, String name) {
            super(in);
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            if (at == text.length && !next()) {
                return -1;
            }
            return text[at++] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at == text.length && !next()) {
                return -1;
            }
            int count = Math.min(length, text.length - at);
            System.arraycopy(text, at, into, offset, count);
            at += count;
            return count;
        }

        private boolean next() throws IOException {
            int first = in.read();
            if (first < 0) {
                return false;
            }
            byte[] rest = in.readNBytes(3);
            if (rest.length < 3) {
                throw new BadInput("the texts of tensor '" + name + "' are cut off");
            }
            int length = first | ((rest[0] & 0xff) << 8) | ((rest[1] & 0xff) << 16) | ((rest[2] & 0xff) << 24);
            byte[] bytes = length < 0 ? new byte[0] : in.readNBytes(length);
            if (length < 0 || bytes.length < length) {
                throw new BadInput("the texts of tensor '" + name + "' are cut off");
            }
            for (byte one : bytes) {
                if (one == 0) {
                    throw new UsageError("a text of tensor '" + name + "' has a NUL in it, where RedisAI ends it");
                }
            }
            text = Arrays.copyOf(bytes, length + 1);
            at = 0;
            return true;
        }
    }

    /**
     * The tensor that a reply to {@code AI.TENSORGET … META BLOB} tells of.
     *
     * @param data where its bytes come from, of which the reply to {@code META} knows only how many
     */
    static Tensor tensor(String name, Reply reply, TensorData data) {
        String word = "";
        long[] shape = null;
        for (Iterator<Reply> parts = reply.items().iterator(); parts.hasNext(); ) {
            String part = parts.next().text();
            if (!parts.hasNext()) {
                break;
            }
            Reply value = parts.next();
            if (part.equals("dtype")) {
                word = value.text();
            } else if (part.equals("shape")) {
                shape = value.items().stream().mapToLong(Reply::number).toArray();
            }
        }
        Optional<DType> dtype = dtype(word);
        if (dtype.isEmpty() || shape == null) {
            throw new BadInput("the server tells of tensor '" + name + "' in a way that is not understood: " + reply);
        }
        if (dtype.get() == DType.STRING) {
            throw new UsageError("tensor '" + name + "' holds texts, which redkit does not take out of RedisAI");
        }
        return Tensor.of(name, dtype.get(), Shape.of(shape), data);
    }

    private static Optional<DType> dtype(String word) {
        return WORDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The bytes in a reply to {@code AI.TENSORGET … BLOB}, which must be as many as the tensor has. */
    static InputStream blob(Tensor tensor, Reply reply) {
        if (!(reply instanceof Reply.Bulk bulk) || bulk.bytes().length != tensor.bytes()) {
            throw new BadInput("the server gives another number of bytes for tensor '" + tensor.name() + "' than "
                    + tensor.bytes());
        }
        return new ByteArrayInputStream(bulk.bytes());
    }
}
