package dev.redkit.format.sparse;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a sparse matrix is kept, in the words of SciPy, and that of MXNet for whole rows. */
public enum SparseKind {
    CSR("data", "indices", "indptr"),
    CSC("data", "indices", "indptr"),
    BSR("data", "indices", "indptr"),
    COO("data", "row", "col"),
    DIA("data", "offsets"),
    ROW_SPARSE("data", "indices");

    private final List<String> parts;

    SparseKind(String... parts) {
        this.parts = List.of(parts);
    }

    /** The tensors it is made of, besides its shape and its format. */
    public List<String> parts() {
        return parts;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<SparseKind> ofWord(String word) {
        for (SparseKind kind : values()) {
            if (kind.word().equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
