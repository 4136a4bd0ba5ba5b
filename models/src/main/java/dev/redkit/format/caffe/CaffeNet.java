package dev.redkit.format.caffe;

import dev.redkit.failure.BadInput;
import dev.redkit.format.protobuf.Message;
import dev.redkit.format.text.Json;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A NetParameter: layers as they have been since 2014 (field 100), or as before (field 2), each with a name and blobs. What came
 * before those had a layer within the layer, and no names that can be relied on.
 */
final class CaffeNet {
    /** Layer to its type, as Caffe calls it. */
    static final String TYPES = "caffe_types";

    private final Region file;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();
    private int layers;
    private int gradients;

    CaffeNet(Region file) {
        this.file = file;
    }

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    CaffeNet read() {
        Message net = new Message(file);
        while (net.next()) {
            switch (net.field()) {
                case 1 -> metadata.put("name", net.text());
                case 2 -> layer(net.bytes(), 4, 6, true);
                case 100 -> layer(net.bytes(), 1, 7, false);
                default -> {
                    // Inputs and the state of the network.
                }
            }
        }
        if (layers == 0) {
            throw new BadInput(file.name() + " is no network of Caffe: it has no layers");
        }
        if (!types.isEmpty()) {
            metadata.put(TYPES, Json.text(types));
        }
        if (gradients > 0) {
            metadata.put("caffe_gradients", gradients + " blobs have gradients, which are not read");
        }
        return this;
    }

    private void layer(Region message, int nameField, int blobsField, boolean old) {
        layers++;
        Message layer = new Message(message);
        String name = "";
        String type = "";
        List<Region> blobs = new ArrayList<>();
        while (layer.next()) {
            if (old && layer.field() == 1 && layer.isBytes()) {
                throw new BadInput(
                        file.name() + " is a network of Caffe's first format (V0), which is not read",
                        "upgrade_net_proto_binary, which comes with Caffe, writes it anew");
            }
            name = layer.field() == nameField ? layer.text() : name;
            type = layer.field() == 2 && !old ? layer.text() : type;
            if (layer.field() == blobsField) {
                blobs.add(layer.bytes());
            }
        }
        if (blobs.isEmpty()) {
            return;
        }
        String called = name.isEmpty() ? "layer" + layers : name;
        if (!type.isEmpty()) {
            types.put(called, type);
        }
        for (int i = 0; i < blobs.size(); i++) {
            Blob blob = Blob.read(called + "/" + i, blobs.get(i));
            gradients += blob.hasGradients() ? 1 : 0;
            tensors.add(blob.tensor());
        }
    }
}
