package dev.redkit.format.spark;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import dev.redkit.tensor.TensorData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** One column of many rows, which becomes a tensor: a little in memory, the rest in a temporary file. */
final class Column implements Closeable {
    private static final int IN_MEMORY = 1 << 20;

    private final String name;
    private final DType dtype;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private FileChannel channel;
    private long spilled;

    Column(String name, DType dtype) {
        this.name = name;
        this.dtype = dtype;
    }

    void add(byte[] bytes) {
        waiting.writeBytes(bytes);
        if (waiting.size() > IN_MEMORY) {
            spill();
        }
    }

    void add(int value) {
        add(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
    }

    void add(String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        add(text.length);
        add(text);
    }

    private void spill() {
        try {
            if (channel == null) {
                Path file = Files.createTempFile("redkit", ".spool");
                channel = FileChannel.open(
                        file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
            }
            ByteBuffer bytes = ByteBuffer.wrap(waiting.toByteArray());
            while (bytes.hasRemaining()) {
                spilled += channel.write(bytes);
            }
            waiting.reset();
        } catch (IOException e) {
            throw new CannotWrite(
                    "unpacking " + name + " into a temporary file failed: " + Reason.of(e),
                    "java.io.tmpdir, or TMPDIR, names the folder",
                    e);
        }
    }

    /** All that was added; the column stays open as long as the tensor is used. */
    Tensor tensor(long... shape) {
        if (channel != null && waiting.size() > 0) {
            spill();
        }
        long bytes = channel == null ? waiting.size() : spilled;
        TensorData data = data();
        return dtype == DType.STRING
                ? Tensor.ofStrings(name, Shape.of(shape), bytes, data)
                : Tensor.of(name, dtype, Shape.of(shape), data);
    }

    private TensorData data() {
        if (channel == null) {
            byte[] all = waiting.toByteArray();
            return () -> new ByteArrayInputStream(all);
        }
        return TensorData.of(new Region(name, channel, 0, spilled));
    }

    @Override
    public void close() throws IOException {
        Optional<FileChannel> file = Optional.ofNullable(channel);
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
