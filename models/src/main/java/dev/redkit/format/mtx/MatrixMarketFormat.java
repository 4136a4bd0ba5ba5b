package dev.redkit.format.mtx;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Matrix Market: one matrix as text, sparse by the places of its elements, or dense. It is called as the file is. */
public final class MatrixMarketFormat implements ModelFormat {
    @Override
    public String name() {
        return "mtx";
    }

    @Override
    public List<String> suffixes() {
        return List.of("mtx");
    }

    @Override
    public boolean recognises(Glimpse file) {
        byte[] head = file.head();
        String begin = new String(head, 0, Math.min(head.length, 14), StandardCharsets.ISO_8859_1);
        return begin.toLowerCase(Locale.ROOT).equals(MatrixMarketHeader.MAGIC.toLowerCase(Locale.ROOT));
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return OpenedTensors.read(file, (region, opened) -> {
            MatrixMarketReader reader = new MatrixMarketReader(region, stem(file), opened);
            List<Tensor> tensors = reader.read();
            Map<String, String> metadata = new LinkedHashMap<>();
            metadata.put("field", reader.header().field().name().toLowerCase(Locale.ROOT));
            metadata.put("symmetry", reader.header().symmetry().name().toLowerCase(Locale.ROOT));
            if (!reader.comment().isBlank()) {
                metadata.put("comment", reader.comment().strip());
            }
            return new OpenedTensors(name(), tensors, metadata, opened);
        });
    }

    private static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".mtx") ? name.substring(0, name.length() - ".mtx".length()) : name;
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        MatrixMarketWriter.write(content, out);
    }

    /** Text knows whole numbers and doubles. */
    @Override
    public DType keepsAs(DType dtype) {
        return switch (dtype) {
            case BOOL, U8, I8, U16, I16, U32, I32, I64 -> DType.I64;
            case U64 -> DType.U64;
            case C64, C128 -> DType.C128;
            case F8_E4M3, F8_E5M2, F16, BF16, F32, F64 -> DType.F64;
            case STRING -> DType.STRING;
        };
    }
}
