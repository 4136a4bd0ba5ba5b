package dev.redkit.backup;

import dev.redkit.memory.MemoryModel;
import dev.redkit.rdb.Sizes;

/** Counts elements by their sizes, and passes everything on to the model of a server's memory, if there is one. */
final class Parts implements Sizes {
    private final Histogram elements;
    private final Sizes model;

    Parts(Histogram elements, MemoryModel model) {
        this.elements = elements;
        this.model = model == null ? new Sizes() {} : model;
    }

    @Override
    public void text(long length, boolean number) {
        elements.add(length, length);
        model.text(length, number);
    }

    @Override
    public void part(long length) {
        elements.add(length, length);
        model.part(length);
    }

    @Override
    public void expiringField() {
        model.expiringField();
    }

    @Override
    public void plainNode(long length) {
        elements.add(length, length);
        model.plainNode(length);
    }

    @Override
    public void entry(long length) {
        elements.add(length, length);
    }

    @Override
    public void listpack(long bytes, long entries) {
        model.listpack(bytes, entries);
    }

    @Override
    public void intset(long bytes, long entries) {
        model.intset(bytes, entries);
    }

    @Override
    public void streamNode(long millis, long sequence, long bytes) {
        model.streamNode(millis, sequence, bytes);
    }

    @Override
    public void group() {
        model.group();
    }

    @Override
    public void pending(long millis, long sequence) {
        model.pending(millis, sequence);
    }

    @Override
    public void consumer(long nameLength) {
        model.consumer(nameLength);
    }

    @Override
    public void claimed(long millis, long sequence) {
        model.claimed(millis, sequence);
    }

    @Override
    public void vectors(long count, long bytes) {
        model.vectors(count, bytes);
    }
}
