package dev.redkit.format.onnx;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.protobuf.Message;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The initializers and constants of an ONNX graph. */
public final class OnnxFormat implements ModelFormat {
    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public List<String> suffixes() {
        return List.of("onnx");
    }

    /** A message has no magic number. */
    @Override
    public boolean recognises(Glimpse file) {
        return file.fileName().endsWith(".onnx");
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            Reading reading = new Reading(file, opened);
            reading.model(new Message(region));
            return new OpenedTensors(name(), reading.tensors, reading.metadata, opened);
        });
    }

    private static final class Reading {
        private final Path file;
        private final List<Closeable> opened;
        private final List<Tensor> tensors = new ArrayList<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();
        private boolean graph;

        Reading(Path file, List<Closeable> opened) {
            this.file = file;
            this.opened = opened;
        }

        void model(Message model) {
            while (model.next()) {
                switch (model.field()) {
                    case 1 -> metadata.put("ir_version", Long.toString(model.number()));
                    case 2 -> metadata.put("producer_name", model.text());
                    case 7 -> graph(new Message(model.bytes()));
                    case 14 -> property(new Message(model.bytes()));
                    default -> {
                        // Versions of operators and the like.
                    }
                }
            }
            if (!graph) {
                throw new BadInput(file + " is no ONNX model: it has no graph");
            }
        }

        private void property(Message pair) {
            String key = "";
            String value = "";
            while (pair.next()) {
                key = pair.field() == 1 ? pair.text() : key;
                value = pair.field() == 2 ? pair.text() : value;
            }
            metadata.put(key, value);
        }

        private void graph(Message message) {
            graph = true;
            while (message.next()) {
                switch (message.field()) {
                    case 1 -> node(new Message(message.bytes()));
                    case 2 -> metadata.put("graph", message.text());
                    case 5 ->
                        tensors.add(new OnnxTensor(file, opened)
                                .read(new Message(message.bytes()))
                                .tensor("tensor" + tensors.size()));
                    case 15 -> throw message.bad("a sparse initializer, which is not read,");
                    default -> {
                        // Inputs, outputs, shapes.
                    }
                }
            }
        }

        /** A constant is called by its output. */
        private void node(Message node) {
            String output = "";
            String operator = "";
            Region attribute = null;
            while (node.next()) {
                output = node.field() == 2 && output.isEmpty() ? node.text() : output;
                operator = node.field() == 4 ? node.text() : operator;
                attribute = node.field() == 5 ? node.bytes() : attribute;
            }
            if (operator.equals("Constant") && attribute != null) {
                constant(output, new Message(attribute));
            }
        }

        private void constant(String output, Message attribute) {
            while (attribute.next()) {
                if (attribute.field() == 5) {
                    OnnxTensor tensor = new OnnxTensor(file, opened).read(new Message(attribute.bytes()));
                    tensors.add(tensor.tensor(output).named(output));
                }
            }
        }
    }
}
