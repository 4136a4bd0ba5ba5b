package dev.redkit.pickle;

/** What the pickle leaves to its file to find, by some name: for PyTorch, a storage. */
public record Persistent(Object id) {}
