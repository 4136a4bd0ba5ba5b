package dev.redkit.format.cntk;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A function of CNTK: among its inputs are its parameters and constants, with their values. */
final class CntkModel {
    private static final int PARAMETER = 2;
    private static final int CONSTANT = 3;

    private final Map<String, Parameter> parameters = new LinkedHashMap<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();

    private CntkModel() {}

    static CntkModel read(Region file) {
        if (file.length() == 0) {
            throw new BadInput(file.name() + " is empty");
        }
        CntkModel model = new CntkModel();
        Dictionary root = Dictionary.read(file);
        String type = root.text("type").orElse("");
        if (!type.equals("CompositeFunction")) {
            throw new BadInput(
                    file.name() + " is no model of CNTK: it should say that it is a CompositeFunction, but says '"
                            + type + "'",
                    "a checkpoint of a trainer (.ckp) has no model; save the model itself");
        }
        for (String key : List.of("name", "uid")) {
            root.text(key).filter(text -> !text.isEmpty()).ifPresent(text -> model.metadata.put(key, text));
        }
        root.dictionaries("inputs").forEach(model::input);
        return model;
    }

    private void input(Dictionary input) {
        long kind = input.number("kind");
        if (kind != PARAMETER && kind != CONSTANT) {
            return;
        }
        String uid = input.text("uid").orElse("");
        String name = input.text("name").filter(text -> !text.isEmpty()).orElse(uid);
        // Names need not differ, but uids do.
        String called = parameters.containsKey(name) ? name + "." + uid : name;
        Region array =
                input.array("value").orElseThrow(() -> new BadInput("the parameter '" + called + "' has no value"));
        parameters.put(called, new Parameter(called, kind == CONSTANT, array));
    }

    Map<String, Parameter> parameters() {
        return parameters;
    }

    Map<String, String> metadata() {
        return metadata;
    }
}
