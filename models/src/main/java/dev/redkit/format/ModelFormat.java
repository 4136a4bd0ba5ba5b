package dev.redkit.format;

import dev.redkit.failure.UsageError;
import dev.redkit.tensor.DType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** A format of model files. Stateless. */
public interface ModelFormat {
    /** A word, as in {@code --format}. */
    String name();

    /** How its files end, without the dot; the first one is the usual one. */
    List<String> suffixes();

    /** Whether the file is of this format, going by what is in it. */
    boolean recognises(Glimpse file);

    /** Opens a file; one that is not what it should be is {@link dev.redkit.failure.BadInput}. */
    ModelFile open(Path file, ReadOptions options) throws IOException;

    /** Whether {@link #write} can. */
    default boolean writes() {
        return false;
    }

    /** Writes a whole file. The stream is left open; whoever opened it makes sure that it appears whole or not at all. */
    default void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        throw new UsageError("redkit reads " + name() + ", but does not write it");
    }

    /** Whether {@link WriteOptions#template} means something to {@link #write}. */
    default boolean copiesTemplate() {
        return false;
    }

    /** The dtype in which the format keeps a tensor of this one: another one only where it does not know it. */
    default DType keepsAs(DType dtype) {
        return dtype;
    }
}
