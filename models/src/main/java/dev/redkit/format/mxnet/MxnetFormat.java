package dev.redkit.format.mxnet;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** MXNet's {@code .params}: of a Module, whose names begin with {@code arg:} or {@code aux:}, of Gluon, or a list of arrays. */
public final class MxnetFormat implements ModelFormat {
    private static final long LONGEST_SYMBOL = 16 << 20;

    @Override
    public String name() {
        return "mxnet";
    }

    @Override
    public List<String> suffixes() {
        return List.of("params");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.begins(MxnetReader.MAGIC);
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            MxnetReader reader = new MxnetReader(region);
            reader.read();
            Map<String, String> metadata = new LinkedHashMap<>(reader.metadata());
            symbol(file, metadata);
            return new OpenedTensors(name(), reader.tensors(), metadata, opened);
        });
    }

    /** The network whose parameters these are stands beside them: {@code NAME-symbol.json} beside {@code NAME-0007.params}. */
    private static void symbol(Path file, Map<String, String> metadata) throws IOException {
        String name = String.valueOf(file.getFileName());
        int dash = name.lastIndexOf('-');
        if (dash > 0 && name.endsWith(".params")) {
            Path symbol = file.resolveSibling(name.substring(0, dash) + "-symbol.json");
            if (Files.isRegularFile(symbol) && Files.size(symbol) <= LONGEST_SYMBOL) {
                metadata.put("symbol.json", Files.readString(symbol));
            }
        }
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        MxnetWriter.write(content, out);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return kept(dtype);
    }

    static DType kept(DType dtype) {
        return dtype == DType.F8_E4M3 || dtype == DType.F8_E5M2 ? DType.F32 : dtype;
    }
}
