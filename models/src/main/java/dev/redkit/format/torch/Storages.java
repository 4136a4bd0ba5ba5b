package dev.redkit.format.torch;

import dev.redkit.tensor.TensorData;

/** Where a file keeps the storages that its pickle speaks of by key. */
interface Storages {
    /** The storage of that key; refused when it has not so many bytes as the pickle says. */
    TensorData find(String key, long bytes);

    /** Whether the numbers in them are the other way round. */
    boolean bigEndian();
}
