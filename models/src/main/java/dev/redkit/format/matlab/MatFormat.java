package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
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
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** MATLAB and Octave: versions 4, 5 to 7, and 7.3, whose files are HDF5. Version 5 is written, which all of them load. */
public final class MatFormat implements ModelFormat {
    private static final int VERSION = 124;

    @Override
    public String name() {
        return "mat";
    }

    @Override
    public List<String> suffixes() {
        return List.of("mat");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return order(file.head()) != null
                || isVersion73(file.head())
                || (file.fileName().endsWith(".mat") && Mat4Reader.begins(file.head()));
    }

    /** The byte order of a file of version 5; null for any other. That of 7.3 says version 2 in the same place. */
    private static ByteOrder order(byte[] head) {
        if (head.length < Mat5Reader.HEADER) {
            return null;
        }
        char first = (char) head[VERSION + 2];
        char second = (char) head[VERSION + 3];
        if (first == 'I' && second == 'M' && head[VERSION + 1] == 1) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        return first == 'M' && second == 'I' && head[VERSION] == 1 ? ByteOrder.BIG_ENDIAN : null;
    }

    /** What stands before the HDF5 of version 7.3. */
    private static boolean isVersion73(byte[] head) {
        return head.length >= Mat5Reader.HEADER
                && new String(head, 0, 7, StandardCharsets.ISO_8859_1).equals("MATLAB ")
                && head[VERSION] == 0
                && head[VERSION + 1] == 2
                && head[VERSION + 2] == 'I'
                && head[VERSION + 3] == 'M';
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        Glimpse glimpse = Glimpse.of(file);
        return OpenedTensors.read(file, (region, opened) -> {
            MatContent content = new MatContent();
            ByteOrder order = order(glimpse.head());
            if (isVersion73(glimpse.head())) {
                new Mat73Reader(region, content).read();
            } else if (order != null) {
                new Mat5Reader(region, order, content, opened).read();
            } else if (Mat4Reader.begins(glimpse.head())) {
                new Mat4Reader(region, content).read();
            } else {
                throw new BadInput(file + " is no MAT file: it begins as none");
            }
            return new OpenedTensors(name(), content.tensors(), content.metadata(), opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        Mat5Writer.write(content, out);
    }

    @Override
    public DType keepsAs(DType dtype) {
        return kept(dtype);
    }

    static DType kept(DType dtype) {
        return switch (dtype) {
            case F8_E4M3, F8_E5M2, F16, BF16 -> DType.F32;
            default -> dtype;
        };
    }
}
