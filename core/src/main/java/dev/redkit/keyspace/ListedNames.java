package dev.redkit.keyspace;

import java.util.List;

/** One batch of names that are known. */
final class ListedNames implements Names {
    private List<byte[]> names;

    ListedNames(List<byte[]> names) {
        this.names = names;
    }

    @Override
    public void ask(Line line) {
        // They are known.
    }

    @Override
    public List<byte[]> answer(Line line) {
        List<byte[]> all = names;
        names = null;
        return all;
    }
}
