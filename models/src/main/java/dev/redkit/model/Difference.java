package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.format.ModelFile;
import dev.redkit.io.Progress;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Two models compared, tensor by tensor: by their hashes where both have one, else number by number. */
public final class Difference {
    private static final int BLOCK = 16 << 10;

    /** How a tensor of one model stands to that of the same name in the other. */
    public enum Status {
        SAME,
        CHANGED,
        RESHAPED,
        ADDED,
        REMOVED
    }

    /**
     * One tensor.
     *
     * @param from dtype and shape in the first model, or null
     * @param to the same in the second
     * @param figures null unless the numbers were compared
     */
    public record Line(String name, Status status, String from, String to, Figures figures) {
        /** Whether the shape is the same and all numbers are within the tolerance. */
        public boolean withinTolerance() {
            return status == Status.SAME || (status == Status.CHANGED && figures != null && !figures.exceeded());
        }
    }

    /**
     * How far numbers are apart.
     *
     * @param differing how many differ
     * @param maxAbsolute the largest difference; infinite when a number stands against none
     * @param maxRelative the largest difference as a part of the first number
     * @param cosine of the angle between the two as vectors; NaN when one of them has no length
     * @param exceeded whether two numbers are further apart than the tolerance allows
     */
    public record Figures(
            long numbers, long differing, double maxAbsolute, double maxRelative, double cosine, boolean exceeded) {}

    private final Progress progress;
    private final BooleanSupplier cancelled;
    private final double absolute;
    private final double relative;

    /** With a tolerance in the manner of NumPy's {@code allclose}: {@code |a - b| <= absolute + relative * |a|}. */
    public Difference(Progress progress, BooleanSupplier cancelled, double absolute, double relative) {
        this.progress = progress;
        this.cancelled = cancelled;
        this.absolute = absolute;
        this.relative = relative;
    }

    /** All tensors of both; fewer when cancelled. */
    public List<Line> of(ModelFile first, ModelFile second) {
        Map<String, Tensor> others = new LinkedHashMap<>();
        second.tensors().forEach(tensor -> others.put(tensor.name(), tensor));
        Map<String, String> firstHashes = hashes(first);
        Map<String, String> secondHashes = hashes(second);
        List<Line> lines = new ArrayList<>();
        for (Tensor tensor : first.tensors()) {
            if (cancelled.getAsBoolean()) {
                return lines;
            }
            Tensor other = others.remove(tensor.name());
            String hash = firstHashes.get(tensor.name());
            boolean equal = other != null && hash != null && hash.equals(secondHashes.get(tensor.name()));
            lines.add(line(tensor, other, equal));
        }
        others.values().forEach(one -> lines.add(new Line(one.name(), Status.ADDED, null, kind(one), null)));
        return lines;
    }

    private static Map<String, String> hashes(ModelFile model) {
        return model instanceof StoredModel stored ? stored.hashes() : Map.of();
    }

    private static String kind(Tensor tensor) {
        return tensor.dtype().name() + tensor.shape();
    }

    private Line line(Tensor first, Tensor second, boolean equalHashes) {
        if (second == null) {
            return new Line(first.name(), Status.REMOVED, kind(first), null, null);
        }
        boolean numbers = Doubles.in(first.dtype()) && Doubles.in(second.dtype());
        boolean comparable = first.shape().equals(second.shape())
                && first.dtype().isComplex() == second.dtype().isComplex()
                && (numbers || first.dtype() == second.dtype());
        if (!comparable) {
            return new Line(first.name(), Status.RESHAPED, kind(first), kind(second), null);
        }
        if (equalHashes && first.dtype() == second.dtype()) {
            progress.addBytes(first.bytes());
            return new Line(first.name(), Status.SAME, kind(first), kind(second), null);
        }
        if (!numbers) {
            Status status = sameBytes(first, second) ? Status.SAME : Status.CHANGED;
            return new Line(first.name(), status, kind(first), kind(second), null);
        }
        Figures figures = compare(first, second);
        boolean same = figures.differing() == 0 && first.dtype() == second.dtype();
        return new Line(first.name(), same ? Status.SAME : Status.CHANGED, kind(first), kind(second), figures);
    }

    private static boolean sameBytes(Tensor first, Tensor second) {
        try (InputStream one = first.open();
                InputStream other = second.open()) {
            byte[] left = new byte[BLOCK];
            byte[] right = new byte[BLOCK];
            int got = one.readNBytes(left, 0, BLOCK);
            while (got == other.readNBytes(right, 0, BLOCK) && Arrays.equals(left, 0, got, right, 0, got)) {
                if (got < BLOCK) {
                    return true;
                }
                got = one.readNBytes(left, 0, BLOCK);
            }
            return false;
        } catch (IOException e) {
            throw new BadInput("tensor '" + first.name() + "' cannot be compared: " + Reason.of(e), null, e);
        }
    }

    private Figures compare(Tensor first, Tensor second) {
        Sum sum = new Sum();
        double[] left = new double[BLOCK];
        double[] right = new double[BLOCK];
        try (Doubles one = new Doubles(first);
                Doubles other = new Doubles(second)) {
            int got = one.next(left);
            while (got > 0 && !cancelled.getAsBoolean()) {
                int same = other.next(right);
                if (same != got) {
                    throw new BadInput("tensor '" + first.name() + "' has fewer numbers than its shape says");
                }
                sum.add(left, right, got);
                progress.addBytes((long) got * first.dtype().numberBytes());
                got = one.next(left);
            }
        }
        return sum.figures();
    }

    private final class Sum {
        private long numbers;
        private long differing;
        private double maxAbsolute;
        private double maxRelative;
        private boolean exceeded;
        private double dot;
        private double leftSquares;
        private double rightSquares;

        void add(double[] left, double[] right, int count) {
            numbers += count;
            for (int i = 0; i < count; i++) {
                double a = left[i];
                double b = right[i];
                dot += a * b;
                leftSquares += a * a;
                rightSquares += b * b;
                if (a != b && !(Double.isNaN(a) && Double.isNaN(b))) {
                    apart(a, b);
                }
            }
        }

        private void apart(double a, double b) {
            differing++;
            double distance = Math.abs(a - b);
            // A number against none, or against infinity, is as far apart as can be.
            distance = Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance;
            maxAbsolute = Math.max(maxAbsolute, distance);
            maxRelative = Math.max(maxRelative, distance / Math.abs(a));
            exceeded |= !(distance <= absolute + relative * Math.abs(a));
        }

        Figures figures() {
            double cosine = differing == 0 && leftSquares > 0 && leftSquares < Double.POSITIVE_INFINITY
                    ? 1
                    : dot / Math.sqrt(leftSquares) / Math.sqrt(rightSquares);
            double ratio = Double.isNaN(maxRelative) ? Double.POSITIVE_INFINITY : maxRelative;
            return new Figures(numbers, differing, maxAbsolute, ratio, cosine, exceeded);
        }
    }
}
