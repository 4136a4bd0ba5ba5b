package dev.redkit.format;

import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** An opened file of tensors. They read from it, so it stays open as long as they are used. */
public interface ModelFile extends AutoCloseable {
    /** The name of its format. */
    String format();

    /** In the order of the file; no two have the same name. */
    List<Tensor> tensors();

    /** What else the file says, as text. */
    Map<String, String> metadata();

    @Override
    void close() throws IOException;
}
