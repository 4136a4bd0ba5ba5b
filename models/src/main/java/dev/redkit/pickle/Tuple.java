package dev.redkit.pickle;

import java.util.List;

/** A tuple of Python: a list that nothing is added to. Its items may be {@code null}, for None. */
public record Tuple(List<Object> items) {}
