package dev.redkit.pickle;

/**
 * The name of a class or function in a pickle. Only the name: nothing stands behind it.
 *
 * @param offset where it stands in the file
 */
public record Global(String module, String name, long offset) {
    /** Whether redkit gives this name a meaning. */
    public boolean isKnown() {
        return KnownGlobals.contains(module, name);
    }

    /** As Python would write it: {@code torch._utils._rebuild_tensor_v2}. */
    public String path() {
        return module + "." + name;
    }

    boolean is(String path) {
        return path().equals(path);
    }
}
