package dev.redkit.format.safetensors;

import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelContent;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Comparator;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes as the reference does: the widest elements first, then by name, so that every tensor is aligned. */
final class SafetensorsWriter {
    private SafetensorsWriter() {}

    static void write(ModelContent content, OutputStream out) throws IOException {
        List<Tensor> sorted = content.tensors().stream()
                .sorted(Comparator.comparing((Tensor tensor) -> -tensor.dtype().bytes())
                        .thenComparing(Tensor::name))
                .toList();
        for (Tensor tensor : sorted) {
            requireKnown(tensor);
        }
        byte[] header = header(content, sorted);
        out.write(ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .array());
        out.write(header);
        for (Tensor tensor : sorted) {
            try (InputStream in = tensor.open()) {
                in.transferTo(out);
            }
        }
    }

    private static void requireKnown(Tensor tensor) {
        if (tensor.dtype() == DType.STRING || tensor.dtype() == DType.C128) {
            throw new UsageError(
                    "safetensors has no " + tensor.dtype() + ", which " + tensor.name() + " is",
                    "leave it out, or write .npz");
        }
        if (tensor.name().equals("__metadata__")) {
            throw new UsageError("safetensors cannot hold a tensor called __metadata__");
        }
    }

    private static byte[] header(ModelContent content, List<Tensor> sorted) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JsonFactory.builder().build().createGenerator(ObjectWriteContext.empty(), bytes)) {
            json.writeStartObject();
            if (!content.metadata().isEmpty()) {
                json.writeObjectPropertyStart("__metadata__");
                content.metadata().forEach(json::writeStringProperty);
                json.writeEndObject();
            }
            long at = 0;
            for (Tensor tensor : sorted) {
                describe(json, tensor, at);
                at = Math.addExact(at, tensor.bytes());
            }
            json.writeEndObject();
        }
        while (bytes.size() % Long.BYTES != 0) {
            bytes.write(' ');
        }
        return bytes.toByteArray();
    }

    private static void describe(JsonGenerator json, Tensor tensor, long at) {
        json.writeObjectPropertyStart(tensor.name());
        json.writeStringProperty("dtype", tensor.dtype().name());
        json.writeName("shape");
        long[] dimensions = tensor.shape().dimensions();
        json.writeArray(dimensions, 0, dimensions.length);
        json.writeName("data_offsets");
        json.writeArray(new long[] {at, at + tensor.bytes()}, 0, 2);
        json.writeEndObject();
    }
}
