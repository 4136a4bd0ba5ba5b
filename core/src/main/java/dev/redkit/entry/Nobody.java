package dev.redkit.entry;

/** Hears everything and keeps nothing: for values that are only checked, or read past. */
public final class Nobody implements ValueWalker {
    @Override
    public boolean takesPieces() {
        return true;
    }

    @Override
    public void text(byte[] value) {}

    @Override
    public void piece(byte[] piece, long offset) {}

    @Override
    public void item(byte[] item) {}

    @Override
    public void scored(byte[] member, double score) {}

    @Override
    public void field(byte[] name, byte[] value, long expireAt) {}

    @Override
    public void message(StreamId id, byte[][] pairs) {}

    @Override
    public void stream(StreamState state) {}

    @Override
    public void payload(byte[] dump) {}
}
