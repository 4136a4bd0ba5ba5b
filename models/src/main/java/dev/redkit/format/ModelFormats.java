package dev.redkit.format;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.caffe.CaffeFormat;
import dev.redkit.format.caffe.CaffeHdf5Format;
import dev.redkit.format.cntk.CntkFormat;
import dev.redkit.format.gguf.GgufFormat;
import dev.redkit.format.hdf4.Hdf4Format;
import dev.redkit.format.hdf5.Hdf5Format;
import dev.redkit.format.hdf5.KerasFormat;
import dev.redkit.format.hdf5.KerasWeightsFormat;
import dev.redkit.format.matlab.MatFormat;
import dev.redkit.format.mtx.MatrixMarketFormat;
import dev.redkit.format.mxnet.MxnetFormat;
import dev.redkit.format.numpy.NpyFormat;
import dev.redkit.format.numpy.NpzFormat;
import dev.redkit.format.onnx.OnnxFormat;
import dev.redkit.format.pickled.PickleFormat;
import dev.redkit.format.safetensors.SafetensorsFormat;
import dev.redkit.format.spark.SparkFormat;
import dev.redkit.format.sparse.ScipyFormat;
import dev.redkit.format.tensorflow.TensorflowFormat;
import dev.redkit.format.text.CsvFormat;
import dev.redkit.format.text.JsonFormat;
import dev.redkit.format.text.RawFormat;
import dev.redkit.format.text.TextFormat;
import dev.redkit.format.text.YamlFormat;
import dev.redkit.format.torch.TorchFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** All formats of model files. A new one is its class and its line here. */
public final class ModelFormats {
    /** From the one that is surest of its files to the one that takes nearly anything. */
    private static final List<ModelFormat> ALL = List.of(
            new NpyFormat(),
            new SparkFormat(),
            new SafetensorsFormat(),
            new TorchFormat(),
            new CaffeHdf5Format(),
            new MatFormat(),
            new Hdf5Format(),
            new Hdf4Format(),
            new KerasWeightsFormat(),
            new KerasFormat(),
            new PickleFormat(),
            new ScipyFormat(),
            new NpzFormat(),
            new GgufFormat(),
            new MxnetFormat(),
            new MatrixMarketFormat(),
            new OnnxFormat(),
            new TensorflowFormat(),
            new CaffeFormat(),
            new CntkFormat(),
            new JsonFormat(),
            new YamlFormat(),
            new CsvFormat(),
            new TextFormat(),
            new RawFormat());

    private ModelFormats() {}

    public static List<ModelFormat> all() {
        return ALL;
    }

    /** The format of a file that is there, by what is in it. */
    public static ModelFormat byContent(Path file) throws IOException {
        if (!Files.exists(file)) {
            if (TensorflowFormat.index(file).isPresent()) {
                return byName("tensorflow");
            }
            throw new UsageError("there is no " + file);
        }
        Glimpse glimpse = Glimpse.of(file);
        return ALL.stream()
                .filter(format -> format.recognises(glimpse))
                .findFirst()
                .orElseThrow(() -> new BadInput(
                        file + " is no model file that redkit knows", "known are " + words() + "; see --format"));
    }

    /** The format of that name. */
    public static ModelFormat byName(String name) {
        return ALL.stream()
                .filter(format -> format.name().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(
                        () -> new UsageError("'" + name + "' is no format of model files", "known are " + words()));
    }

    /** The format for a file to be written, by how its name ends: the longest suffix that fits. */
    public static Optional<ModelFormat> bySuffix(String fileName) {
        String name = fileName.toLowerCase(Locale.ROOT);
        ModelFormat best = null;
        int longest = 0;
        for (ModelFormat format : ALL) {
            for (String suffix : format.suffixes()) {
                if (suffix.length() > longest && name.endsWith("." + suffix)) {
                    best = format;
                    longest = suffix.length();
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static String words() {
        return ALL.stream().map(ModelFormat::name).collect(Collectors.joining(", "));
    }
}
