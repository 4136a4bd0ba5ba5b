package dev.redkit.entry;

/** A value that is told by another: kind and size are the other's, {@link #walk} may change what is told of it. */
public abstract class SeenThrough implements Value {
    protected final Value value;

    protected SeenThrough(Value value) {
        this.value = value;
    }

    @Override
    public final Kind kind() {
        return value.kind();
    }

    @Override
    public final long size() {
        return value.size();
    }
}
