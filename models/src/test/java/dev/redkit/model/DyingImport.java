package dev.redkit.model;

import dev.redkit.redis.Redis;
import dev.redkit.target.TargetUri;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** A process of its own that imports a model of which the last tensor never ends, until somebody kills it. */
final class DyingImport {
    private DyingImport() {}

    public static void main(String[] args) {
        ImportOptions options = new ImportOptions(
                100_000, Boolean.parseBoolean(args[1]), false, true, Duration.ofMillis(Long.parseLong(args[2])), false);
        Tensor endless = Tensor.of("endless", DType.U8, Shape.of(1L << 33), Endless::new);
        try (ModelStore store =
                ModelStore.open(Redis.open(TargetUri.parse(args[0]).build()))) {
            Imports.run(store, options, Imports.order("dying", List.of(Imports.large("whole", 1, 5_000_000), endless)));
        }
    }

    /** Gives a chunk now and then. */
    private static final class Endless extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("only whole chunks");
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            LockSupport.parkNanos(20_000_000);
            return count;
        }
    }
}
