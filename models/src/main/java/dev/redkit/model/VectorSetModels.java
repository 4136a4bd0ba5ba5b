package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import dev.redkit.tensor.Tensor;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** An embedding matrix as a vector set (Redis 8): each row an element. */
public final class VectorSetModels implements Closeable {
    private static final int AT_ONCE = 200;

    private final Redis redis;
    private final Masters masters;

    /** How the server keeps the numbers. */
    public enum Quantisation {
        /** All bits. */
        NOQUANT,
        /** A byte each. */
        Q8,
        /** A bit each. */
        BIN
    }

    /** What was written. */
    public record Report(String key, long elements, long dimensions) {}

    public VectorSetModels(Redis redis) {
        this.redis = redis;
        this.masters = new Masters(redis);
    }

    /**
     * Writes a new vector set; it appears under its name when it is complete.
     *
     * @param names of the rows, as many as there are
     */
    public Report write(String key, Tensor matrix, Iterator<String> names, Quantisation kept, Run run) {
        if (matrix.shape().rank() != 2
                || !Doubles.in(matrix.dtype())
                || matrix.dtype().isComplex()) {
            throw new UsageError(
                    "tensor '" + matrix.name() + "' (" + matrix.dtype() + matrix.shape() + ") is no matrix of numbers");
        }
        if (redis.capabilities().supports("vadd").equals(Optional.of(false))) {
            throw new ServerRefused(
                    redis.target() + " knows no vector sets (VADD)", "they come with Redis 8; use another layout here");
        }
        byte[] name = Texts.bytes(key);
        byte[] part = Texts.bytes(beside(key));
        checkFree(key, name);
        try {
            long written = rows(part, matrix, names, kept, run);
            if (run.cancelled().getAsBoolean()) {
                masters.ask("UNLINK", part);
                return null;
            }
            if (names.hasNext()) {
                throw new BadInput("there are more names than the " + written + " rows of '" + matrix.name() + "'");
            }
            long there = masters.ask("VCARD", part).number();
            if (there != written) {
                throw new BadInput("of " + written + " rows only " + there + " are there: some names are the same");
            }
            new Transaction(masters, name).run(look -> {
                if (look.ask("EXISTS", name).number() > 0) {
                    throw taken(key);
                }
                return List.of(Masters.Command.of("PERSIST", part), Masters.Command.of("RENAME", part, name));
            });
            return new Report(key, written, matrix.shape().dimension(1));
        } catch (BadInput | UsageError e) {
            masters.ask("UNLINK", part);
            throw e;
        }
    }

    /** Who waits and may stop it. */
    public record Run(Progress progress, BooleanSupplier cancelled) {}

    /** In the same slot. */
    private static String beside(String key) {
        return key.contains("{") ? key + ":loading" : "{" + key + "}:loading";
    }

    private void checkFree(String key, byte[] name) {
        if (masters.ask("EXISTS", name).number() > 0) {
            throw taken(key);
        }
        masters.ask("UNLINK", Texts.bytes(beside(key)));
    }

    private static UsageError taken(String key) {
        return new UsageError("there is a key '" + key + "' already", "choose another name, or delete it first");
    }

    private long rows(byte[] key, Tensor matrix, Iterator<String> names, Quantisation kept, Run run) {
        int width = Math.toIntExact(matrix.shape().dimension(1));
        long rows = matrix.shape().dimension(0);
        double[] row = new double[width];
        Wire wire = masters.of(key);
        long open = 0;
        try (Doubles elements = new Doubles(matrix)) {
            for (long i = 0; i < rows && !run.cancelled().getAsBoolean(); i++) {
                if (elements.next(row) < width) {
                    throw new BadInput("tensor '" + matrix.name() + "' has fewer rows than its shape says");
                }
                if (!names.hasNext()) {
                    throw new BadInput("there are only " + i + " names for " + rows + " rows");
                }
                wire.send(
                        Texts.bytes("VADD"),
                        key,
                        Texts.bytes("FP32"),
                        floats(row, matrix, i),
                        Texts.bytes(names.next()),
                        Texts.bytes(kept.name().toUpperCase(Locale.ROOT)));
                if (i == 0) {
                    wire.send("PEXPIRE", Texts.of(key), "600000");
                    open++;
                }
                if (++open >= AT_ONCE) {
                    open = settle(wire, open);
                }
                run.progress().addRecords(1);
                run.progress().addBytes((long) width * matrix.dtype().bytes());
            }
        } finally {
            settle(wire, open);
        }
        return rows;
    }

    private static long settle(Wire wire, long open) {
        Reply.Err first = null;
        for (long i = 0; i < open; i++) {
            if (wire.read() instanceof Reply.Err error && first == null) {
                first = error;
            }
        }
        if (first != null) {
            throw Refusal.failure(first, "VADD");
        }
        return 0;
    }

    private static byte[] floats(double[] row, Tensor matrix, long number) {
        ByteBuffer buffer = ByteBuffer.allocate(row.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (double one : row) {
            float value = (float) one;
            if (!Float.isFinite(value)) {
                throw new BadInput(
                        "row " + number + " of '" + matrix.name() + "' has a number that is not finite (" + one + ")");
            }
            buffer.putFloat(value);
        }
        return buffer.array();
    }

    @Override
    public void close() {
        masters.close();
    }
}
