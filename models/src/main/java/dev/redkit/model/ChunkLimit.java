package dev.redkit.model;

import dev.redkit.tensor.Tensor;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.List;

/** How long one string may be: as wished, as the server takes it, and no longer than the longest tensor. */
final class ChunkLimit {
    /** The server's own limit unless it was told another. */
    private static final long USUAL = 512L << 20;

    private ChunkLimit() {}

    static int of(int wished, List<Tensor> tensors, Wire wire) {
        long longest = tensors.stream().mapToLong(Tensor::bytes).max().orElse(1);
        return (int) Math.max(1, Math.min(Math.min(wished, atMost(wire)), longest));
    }

    private static long atMost(Wire wire) {
        Reply reply = wire.call("CONFIG", "GET", "proto-max-bulk-len");
        // A user who may not ask gets the usual limit: then the server says so if it is too much.
        return reply instanceof Reply.Err || reply.items().size() < 2
                ? USUAL
                : Long.parseLong(reply.items().get(1).text());
    }
}
