package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads a version back and compares it with what its index says. */
public final class Verification {
    /** A tensor that is not what it should be. */
    public record Damage(String tensor, String what) {}

    private Verification() {}

    /** All damage of a version; progress counts the bytes that were read. */
    public static List<Damage> of(StoredModel model, Progress progress, BooleanSupplier cancelled) {
        List<Damage> damage = new ArrayList<>();
        for (int i = 0; i < model.entries().size() && !cancelled.getAsBoolean(); i++) {
            try {
                read(model.bytes(i), progress);
            } catch (BadInput e) {
                damage.add(new Damage(model.entries().get(i).name(), e.getMessage()));
            }
        }
        return damage;
    }

    /** Fails at the first difference. */
    static void reread(Masters masters, List<TensorEntry> entries, Sums sums, String where) {
        Inflow in = new Inflow(masters, entries, sums, where);
        for (int i = 0; i < entries.size(); i++) {
            read(in.open(i), new Progress());
        }
    }

    private static void read(InputStream bytes, Progress progress) {
        byte[] buffer = new byte[64 << 10];
        try (bytes) {
            for (int got = bytes.read(buffer); got >= 0; got = bytes.read(buffer)) {
                progress.addBytes(got);
            }
        } catch (IOException e) {
            throw new BadInput("it cannot be read: " + Reason.of(e), null, e);
        }
    }
}
