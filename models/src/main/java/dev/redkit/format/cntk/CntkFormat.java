package dev.redkit.format.cntk;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** CNTK, version 2: {@code .model} and {@code .dnn}. It cannot be made anew, but be copied with other numbers. */
public final class CntkFormat implements ModelFormat {
    private static final String FIRST_VERSION = "B\0C\0N\0";

    /** A place in the template, and the tensor whose bytes go there. */
    private record Patch(Region place, Tensor tensor) {}

    @Override
    public String name() {
        return "cntk";
    }

    @Override
    public List<String> suffixes() {
        return List.of("dnn", "model");
    }

    /** A dictionary begins with its version and the first of its entries; others call their files {@code .model}, too. */
    @Override
    public boolean recognises(Glimpse file) {
        byte[] head = file.head();
        boolean named = file.fileName().endsWith(".model") || file.fileName().endsWith(".dnn");
        boolean dictionary = head.length > 3 && head[0] == 0x08 && head[1] < 0x10 && head[2] == 0x12;
        return named && (dictionary || file.begins(FIRST_VERSION));
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        if (Glimpse.of(file).begins(FIRST_VERSION)) {
            throw new BadInput(
                    file + " is a model of CNTK 1 (BrainScript), which is not read",
                    "CNTK 2 loads it and saves it anew: C.load_model(old).save(new)");
        }
        return OpenedTensors.read(file, (region, opened) -> {
            CntkModel model = CntkModel.read(region);
            List<Tensor> tensors =
                    model.parameters().values().stream().map(Parameter::tensor).toList();
            return new OpenedTensors(name(), tensors, model.metadata(), opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public boolean copiesTemplate() {
        return true;
    }

    @Override
    public DType keepsAs(DType dtype) {
        return dtype.isFloat() && dtype.bytes() < Float.BYTES ? DType.F32 : dtype;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        Path template = options.template()
                .orElseThrow(() -> new UsageError(
                        "a model of CNTK is a program, too, which redkit cannot make of numbers",
                        "--template OLD.model copies a model that is there, with these numbers; or write .npz"));
        if (!Files.isRegularFile(template)) {
            throw new UsageError("there is no " + template);
        }
        try (Region region = Region.of(template)) {
            copy(region, patches(CntkModel.read(region), content.keptBy(this), template), out);
        }
    }

    private static List<Patch> patches(CntkModel model, ModelContent content, Path template) {
        Map<String, Parameter> open = new LinkedHashMap<>(model.parameters());
        List<Patch> patches = new ArrayList<>();
        for (Tensor tensor : content.tensors()) {
            Parameter parameter = open.remove(tensor.name());
            if (parameter == null) {
                throw new UsageError(template + " has no parameter '" + tensor.name() + "'", "see 'redkit model show'");
            }
            Tensor old = parameter.tensor();
            if (!old.shape().equals(tensor.shape()) || old.dtype() != tensor.dtype()) {
                throw new UsageError("the parameter '" + tensor.name() + "' of " + template + " is " + old.dtype()
                        + old.shape() + ", not " + tensor.dtype() + tensor.shape());
            }
            patches.add(new Patch(
                    parameter
                            .place()
                            .orElseThrow(() -> new UsageError(
                                    "the numbers of '" + tensor.name() + "' in " + template + " cannot be replaced")),
                    tensor));
        }
        for (Parameter parameter : open.values()) {
            if (!parameter.isConstant()) {
                throw new UsageError(
                        "'" + parameter.name() + "', which " + template + " has, is missing",
                        "a copy of it would have new and old numbers");
            }
        }
        patches.sort(Comparator.comparingLong(patch -> patch.place().offset()));
        return patches;
    }

    private static void copy(Region template, List<Patch> patches, OutputStream out) throws IOException {
        long at = 0;
        for (Patch patch : patches) {
            transfer(template.slice(at, patch.place().offset() - at, "the template"), out);
            try (InputStream in = patch.tensor().open()) {
                in.transferTo(out);
            }
            at = patch.place().offset() + patch.place().length();
        }
        transfer(template.slice(at, template.length() - at, "the template"), out);
    }

    private static void transfer(Region region, OutputStream out) throws IOException {
        try (InputStream in = region.open()) {
            in.transferTo(out);
        }
    }
}
