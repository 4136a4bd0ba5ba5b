package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.BlockStream;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Future;

/**
 * The bytes of tensors on their way from their masters, asked for ahead of whoever reads, in the order of the index. So
 * many bytes are asked for at most. What arrives is compared with its checksums before a stream ends: bytes that were
 * altered, or are not there, are a {@link BadInput} that names the key.
 */
final class Inflow {
    private static final int TRIES = 3;

    private record Asked(Wire wire, int entry, int chunk) {}

    private final Masters masters;
    private final List<TensorEntry> entries;
    private final Sums sums;
    private final String where;
    private final Deque<Asked> asked = new ArrayDeque<>();
    private long inFlight;
    private int nextEntry;
    private int nextChunk;
    private Stream open;

    /** {@code where} is what complaints call the model. */
    Inflow(Masters masters, List<TensorEntry> entries, Sums sums, String where) {
        this.masters = masters;
        this.entries = entries;
        this.sums = sums;
        this.where = where;
    }

    /** The bytes of one tensor. Only one stream is open at a time; the cheapest order is that of the index. */
    InputStream open(int entry) {
        if (open != null) {
            open.close();
        }
        if (asked.isEmpty() || asked.peek().entry() != entry || asked.peek().chunk() != 0) {
            seek(entry, 0);
        }
        open = new Stream(entry);
        return open;
    }

    private void seek(int entry, int chunk) {
        if (!asked.isEmpty()) {
            drain();
        }
        nextEntry = entry;
        nextChunk = chunk;
    }

    /** Replies that were asked for in vain still come. */
    private void drain() {
        byte[] nowhere = new byte[0];
        try {
            asked.forEach(one -> one.wire().readInto(nowhere));
        } catch (Unreachable e) {
            masters.forget();
        }
        asked.clear();
        inFlight = 0;
    }

    private void askAhead() {
        while (nextEntry < entries.size()) {
            TensorEntry entry = entries.get(nextEntry);
            int length = entry.chunks().length(nextChunk);
            if (inFlight > 0 && inFlight + length > Outflow.IN_FLIGHT) {
                return;
            }
            byte[] key = entry.key(nextChunk);
            Wire wire = masters.of(key);
            wire.send(Texts.bytes("GET"), key);
            wire.flush();
            asked.add(new Asked(wire, nextEntry, nextChunk));
            inFlight += length;
            nextChunk++;
            if (nextChunk == entry.chunks().count()) {
                nextChunk = 0;
                nextEntry++;
            }
        }
    }

    /** Fills the piece with a chunk, the next one that was asked for. */
    private void receive(TensorEntry entry, int place, int chunk, Sums.Piece piece) {
        for (int attempt = 1; ; attempt++) {
            try {
                askAhead();
                Asked first = asked.remove();
                inFlight -= entry.chunks().length(chunk);
                Reply reply = first.wire().readInto(piece.bytes);
                if (!(reply instanceof Reply.Err error)) {
                    check(entry, chunk, reply);
                    return;
                }
                if (!masters.astray(error) || attempt == TRIES) {
                    throw Refusal.failure(error, "GET of " + Texts.of(entry.key(chunk)));
                }
                drain();
            } catch (Unreachable e) {
                if (attempt == TRIES) {
                    throw e;
                }
            }
            asked.clear();
            inFlight = 0;
            masters.forget();
            seek(place, chunk);
        }
    }

    private void check(TensorEntry entry, int chunk, Reply reply) {
        if (reply.isNil()) {
            throw new BadInput(what(entry, chunk) + " is missing", gone());
        }
        if (reply.number() != entry.chunks().length(chunk)) {
            throw new BadInput(
                    what(entry, chunk) + " has " + reply.number() + " bytes in place of "
                            + entry.chunks().length(chunk),
                    ALTERED);
        }
    }

    private static final String ALTERED =
            "somebody else has written to it: 'redkit model verify' lists all that is damaged";

    private static String gone() {
        return "the version may have been deleted while it was read, or its keys evicted or overwritten:"
                + " 'redkit model verify' tells";
    }

    private String what(TensorEntry entry, int chunk) {
        String part = entry.chunks().count() == 1
                ? "the key"
                : "chunk " + (chunk + 1) + " of " + entry.chunks().count();
        return part + " '" + Texts.of(entry.key(chunk)) + "' of tensor '" + entry.name() + "' of " + where;
    }

    /** One tensor, chunk after chunk. */
    private final class Stream extends BlockStream {
        private final int place;
        private final TensorEntry entry;
        private final Future<?>[] crcs;
        private Sums.Piece piece;
        private int chunk;
        private int at;
        private boolean ended;
        private boolean closed;

        Stream(int place) {
            this.place = place;
            this.entry = entries.get(place);
            this.crcs = new Future<?>[entry.chunks().count()];
        }

        @Override
        public int read(byte[] into, int offset, int count) throws IOException {
            if (closed) {
                throw new IOException("the stream of tensor '" + entry.name() + "' is closed");
            }
            if (count == 0) {
                return 0;
            }
            while (piece == null || at == piece.length) {
                if (!advance()) {
                    return -1;
                }
            }
            int taken = Math.min(count, piece.length - at);
            System.arraycopy(piece.bytes, at, into, offset, taken);
            at += taken;
            if (at == piece.length && chunk == crcs.length) {
                // Nobody has to read to -1 to learn that the last byte was wrong.
                end();
            }
            return taken;
        }

        /** The next chunk; false behind the last. */
        private boolean advance() {
            if (chunk == crcs.length) {
                end();
                return false;
            }
            piece = sums.next();
            receive(entry, place, chunk, piece);
            sums.add(piece, entry.chunks().length(chunk));
            crcs[chunk++] = piece.crc32c;
            at = 0;
            return true;
        }

        private void end() {
            if (ended) {
                return;
            }
            ended = true;
            String sha256 = Sums.get(sums.end());
            for (int i = 0; i < entry.crc32c().length; i++) {
                if (!Sums.get(crcs[i]).equals(entry.crc32c()[i])) {
                    throw new BadInput(what(entry, i) + " holds other bytes than were stored there", ALTERED);
                }
            }
            if (entry.sha256() != null && sha256 != null && !entry.sha256().equals(sha256)) {
                throw new BadInput(
                        "tensor '" + entry.name() + "' of " + where + " has other bytes than were stored", ALTERED);
            }
        }

        @Override
        public int available() {
            return piece == null ? 0 : piece.length - at;
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                if (!ended) {
                    sums.reset();
                }
            }
        }
    }
}
