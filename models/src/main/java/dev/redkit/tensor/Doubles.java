package dev.redkit.tensor;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import java.io.IOException;
import java.util.Arrays;

/** All numbers of a small tensor at once, for those who calculate with them. */
public final class Doubles {
    /** Half a gigabyte. */
    private static final int MOST = 1 << 26;

    private Doubles() {}

    /** The numbers in C order, whatever their dtype is. */
    public static double[] of(Tensor tensor) {
        if (tensor.dtype() == DType.STRING || tensor.dtype().isComplex()) {
            throw new BadInput("tensor '" + tensor.name() + "' is " + tensor.dtype() + ", not made of numbers");
        }
        long count = tensor.shape().elements();
        if (count > MOST) {
            throw new BadInput(
                    "tensor '" + tensor.name() + "' has " + count + " numbers, more than can be calculated with here");
        }
        double[] all = new double[(int) count];
        double[] block = new double[Floats.BLOCK];
        try (Floats floats = new Floats(tensor)) {
            int done = 0;
            for (int got = floats.next(block); got > 0; got = floats.next(block)) {
                System.arraycopy(block, 0, all, done, got);
                done += got;
            }
            return done == all.length ? all : Arrays.copyOf(all, done);
        } catch (IOException e) {
            throw new BadInput("tensor '" + tensor.name() + "' cannot be read: " + Reason.of(e), null, e);
        }
    }
}
