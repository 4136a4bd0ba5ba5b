package dev.redkit.model;

import dev.redkit.redis.Redis;
import dev.redkit.target.TargetUri;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/** A process with a small heap that brings a large model into Redis and reads it again. */
final class BigModel {
    private BigModel() {}

    public static void main(String[] args) throws IOException {
        long bytes = Long.parseLong(args[1]);
        Tensor large = Tensor.of("large", DType.U8, Shape.of(bytes), () -> new Counting(bytes));
        try (ModelStore store =
                ModelStore.open(Redis.open(TargetUri.parse(args[0]).build()))) {
            Imports.run(store, Imports.order("big", List.of(large)));
            try (StoredModel model = store.open(ModelName.parse("big"));
                    InputStream out = model.tensors().get(0).open()) {
                compare(out, new Counting(bytes));
            }
        }
    }

    private static void compare(InputStream one, InputStream other) throws IOException {
        byte[] left = new byte[1 << 20];
        byte[] right = new byte[1 << 20];
        int got;
        do {
            got = one.readNBytes(left, 0, left.length);
            if (other.readNBytes(right, 0, right.length) != got || !Arrays.equals(left, 0, got, right, 0, got)) {
                throw new IllegalStateException("other bytes came back");
            }
        } while (got == left.length);
    }

    /** Bytes that say where they are, however they are read. */
    private static final class Counting extends InputStream {
        private final long bytes;
        private long at;

        Counting(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public int read() {
            return at < bytes ? (int) (at++ >> 12) & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int offset, int count) {
            int taken = (int) Math.min(count, bytes - at);
            for (int done = 0; done < taken; ) {
                int same = (int) Math.min(taken - done, 4096 - at % 4096);
                Arrays.fill(into, offset + done, offset + done + same, (byte) (at >> 12));
                done += same;
                at += same;
            }
            return taken == 0 && count > 0 ? -1 : taken;
        }
    }
}
