package dev.redkit.format.torch;

import dev.redkit.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The pickle of a state dictionary, in protocol 2 and with no name that {@code weights_only=True} refuses: an OrderedDict
 * of tensors, each the call of {@code _rebuild_tensor_v2} on the storage whose key is the tensor's number.
 */
final class PickleWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private PickleWriter() {}

    static byte[] stateDictionary(List<Tensor> tensors) {
        PickleWriter writer = new PickleWriter();
        writer.op(0x80)
                .op(2)
                .global("collections", "OrderedDict")
                .op(')')
                .op('R')
                .op('(');
        for (int i = 0; i < tensors.size(); i++) {
            writer.text(tensors.get(i).name()).tensor(Integer.toString(i), tensors.get(i));
        }
        return writer.op('u').op('.').out.toByteArray();
    }

    private void tensor(String key, Tensor tensor) {
        String storage = TorchTypes.storage(tensor.dtype()).orElseThrow();
        global("torch._utils", "_rebuild_tensor_v2").op('(');
        op('(').text("storage").global("torch", storage).text(key).text("cpu");
        integer(tensor.shape().elements()).op('t').op('Q');
        integer(0);
        integers(tensor.shape().dimensions());
        integers(tensor.shape().rowMajorStrides());
        op(0x89).global("collections", "OrderedDict").op(')').op('R').op('t').op('R');
    }

    private void integers(long[] values) {
        op('(');
        for (long value : values) {
            integer(value);
        }
        op('t');
    }

    private PickleWriter op(int code) {
        out.write(code);
        return this;
    }

    private PickleWriter global(String module, String name) {
        out.writeBytes(("c" + module + "\n" + name + "\n").getBytes(StandardCharsets.US_ASCII));
        return this;
    }

    private PickleWriter text(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeBytes(little(5).put((byte) 'X').putInt(utf8.length).array());
        out.writeBytes(utf8);
        return this;
    }

    private PickleWriter integer(long value) {
        boolean small = value <= Integer.MAX_VALUE;
        out.writeBytes(
                small
                        ? little(5).put((byte) 'J').putInt((int) value).array()
                        : little(10)
                                .put((byte) 0x8a)
                                .put((byte) 8)
                                .putLong(value)
                                .array());
        return this;
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }
}
