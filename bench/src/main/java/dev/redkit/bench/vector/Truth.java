package dev.redkit.bench.vector;

import java.util.Arrays;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** The true nearest neighbours, by looking at every vector: what no index is asked for. */
public final class Truth {
    /** Floats are added in another order by others. */
    private static final float ROUNDING = 1e-5f;

    private final Vectors data;
    private final Vectors queries;
    /** Per query, how near the k-th nearest is. */
    private final float[] bounds;

    private final int k;

    private Truth(Vectors data, Vectors queries, float[] bounds, int k) {
        this.data = data;
        this.queries = queries;
        this.bounds = bounds;
        this.k = k;
    }

    /** How many vectors there are to find. */
    int vectors() {
        return data.count();
    }

    public static Truth of(Vectors data, Vectors queries, int k) {
        float[] bounds = new float[queries.count()];
        IntStream.range(0, queries.count()).parallel().forEach(i -> bounds[i] = bound(data, queries.row(i), k));
        return new Truth(data, queries, bounds, Math.min(k, data.count()));
    }

    private static float bound(Vectors data, float[] query, int k) {
        PriorityQueue<Float> nearest = new PriorityQueue<>(k + 1);
        for (int i = 0; i < data.count(); i++) {
            float cosine = Vectors.dot(data.row(i), query);
            if (nearest.size() < k) {
                nearest.add(cosine);
            } else if (cosine > nearest.peek()) {
                nearest.poll();
                nearest.add(cosine);
            }
        }
        return nearest.peek();
    }

    /**
     * Which part of the k nearest an answer has. Counted by nearness, not by name: of vectors that are equally near, any
     * will do.
     */
    double recall(int query, int[] answer) {
        long right = Arrays.stream(answer)
                .distinct()
                .filter(i -> i >= 0 && i < data.count())
                .filter(i -> Vectors.dot(data.row(i), queries.row(query)) >= bounds[query] - ROUNDING)
                .count();
        return (double) Math.min(k, right) / k;
    }

    int k() {
        return k;
    }
}
