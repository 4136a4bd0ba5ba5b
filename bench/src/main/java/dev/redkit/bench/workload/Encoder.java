package dev.redkit.bench.workload;

import dev.redkit.wire.CommandBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes the requests of one {@link Op} for one thread: a prepared command is copied and its drawn digits are written over.
 * Nothing is allocated. Values of varying size lie between prepared chunks.
 */
public final class Encoder {
    /** Letters and digits: 6 bits each, so values compress to three quarters. */
    private static final byte[] LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".getBytes(StandardCharsets.US_ASCII);

    private final byte[][] chunks;
    private final Patch[][] patches;
    /** Behind the chunk of the same index, where there is one. */
    private final Variable[] variables;

    private final Rows[] rows;
    private final long maxLength;
    private final int keyOffset;
    private final int keyLength;
    /** The variable that is the key; null when a chunk has it. */
    private final Variable key;

    private Encoder(Builder builder) {
        chunks = builder.chunks.toArray(byte[][]::new);
        patches = builder.patches.toArray(Patch[][]::new);
        variables = builder.variables.toArray(Variable[]::new);
        rows = builder.rows.toArray(Rows[]::new);
        keyOffset = builder.keyOffset;
        keyLength = builder.keyLength;
        key = builder.key;
        long sum = 0;
        for (int i = 0; i < chunks.length; i++) {
            sum += chunks[i].length + (i < variables.length ? variables[i].most() + 16L : 0);
        }
        maxLength = sum;
    }

    /** The most bytes that one request may have. */
    public long maxLength() {
        return maxLength;
    }

    /** Where the first key of the last request lies behind its begin; -1 when it has none, or its place varies. */
    public int keyOffset() {
        return key == null ? keyOffset : key.offset();
    }

    public int keyLength() {
        return key == null ? keyLength : key.length();
    }

    /** Writes the next request and says where it ends; there has to be room for {@link #maxLength}. */
    public int encode(byte[] into, int at) {
        for (Rows one : rows) {
            one.advance();
        }
        int end = at;
        for (int i = 0; i < chunks.length; i++) {
            byte[] chunk = chunks[i];
            System.arraycopy(chunk, 0, into, end, chunk.length);
            for (Patch patch : patches[i]) {
                patch.write(into, end);
            }
            end += chunk.length;
            if (i < variables.length) {
                end = variables[i].write(into, end);
            }
        }
        return end;
    }

    /** Prepares the chunks of one op. */
    static final class Builder {
        private final Op op;
        private final Draws draws;
        private final int keyArgument;
        private final List<byte[]> chunks = new ArrayList<>();
        private final List<Patch[]> patches = new ArrayList<>();
        private final List<Variable> variables = new ArrayList<>();
        private final Set<Rows> rows = new LinkedHashSet<>();
        private Variable key;
        private final CommandBuffer chunk = new CommandBuffer(64);
        private final List<Patch> open = new ArrayList<>();
        private int keyOffset = -1;
        private int keyLength;

        /** {@code keyArgument}: which argument decides the slot, or -1. */
        Builder(Op op, Draws draws, int keyArgument) {
            this.op = op;
            this.draws = draws;
            this.keyArgument = keyArgument;
        }

        Encoder build() {
            List<List<Piece>> arguments = op.template().arguments();
            chunk.begin(arguments.size());
            for (int i = 0; i < arguments.size(); i++) {
                List<Piece> pieces = arguments.get(i);
                if (pieces.stream().anyMatch(Piece::varies)) {
                    endChunk();
                    variables.add(variable(pieces));
                    key = i == keyArgument ? variables.get(variables.size() - 1) : key;
                } else {
                    argument(pieces, i == keyArgument);
                }
            }
            if (chunk.length() > 0) {
                endChunk();
            }
            return new Encoder(this);
        }

        private Variable variable(List<Piece> pieces) {
            int at = 0;
            while (!pieces.get(at).varies()) {
                at++;
            }
            Piece piece = pieces.get(at);
            if (piece instanceof Piece.Bytes bytes) {
                return new Variable.Value(filler(bytes.most() + 4096, bytes.zeros()), bytes, draws.random());
            } else if (piece instanceof Piece.Whole number) {
                return new Variable.Whole(number, draws.random());
            }
            Piece.Field field = (Piece.Field) piece;
            Rows place = draws.rows(field.table());
            rows.add(place);
            return new Variable.Cell(
                    place, field, text(pieces.subList(0, at)), text(pieces.subList(at + 1, pieces.size())));
        }

        private static String text(List<Piece> literals) {
            StringBuilder text = new StringBuilder();
            for (Piece piece : literals) {
                text.append(new String(((Piece.Literal) piece).bytes(), StandardCharsets.ISO_8859_1));
            }
            return text.toString();
        }

        private void argument(List<Piece> pieces, boolean isKey) {
            long sum = pieces.stream().mapToLong(Piece::length).sum();
            byte[] value = new byte[Math.toIntExact(sum)];
            chunk.arg(value);
            int begin = chunk.length() - 2 - value.length;
            if (isKey && variables.isEmpty()) {
                keyOffset = begin;
                keyLength = value.length;
            }
            int at = begin;
            for (Piece piece : pieces) {
                fill(piece, at);
                at += (int) piece.length();
            }
        }

        private void fill(Piece piece, int at) {
            byte[] bytes = chunk.array();
            if (piece instanceof Piece.Literal literal) {
                System.arraycopy(literal.bytes(), 0, bytes, at, literal.bytes().length);
            } else if (piece instanceof Piece.Key key) {
                int digits = key.named() ? name(at) : at;
                open.add(new Patch.Drawn(digits, draws.keys(key.space())));
            } else if (piece instanceof Piece.NewKey) {
                open.add(new Patch.Fresh(name(at), draws.keys(Optional.empty())));
            } else if (piece instanceof Piece.Rand rand) {
                open.add(new Patch.Below(at, rand, draws.random()));
            } else if (piece instanceof Piece.Bytes value) {
                System.arraycopy(filler(value.most(), value.zeros()), 0, bytes, at, value.most());
                if (!draws.constantValues()) {
                    open.add(new Patch.Stamp(at, value.most(), draws.index(), draws.of()));
                }
            } else if (piece instanceof Piece.Floats floats) {
                for (int i = 0; i < floats.dimensions(); i++) {
                    Patch.Floats.put((float) (draws.random().nextDouble() * 2 - 1), bytes, at + 4 * i);
                }
                open.add(new Patch.Floats(at, floats.dimensions(), draws.random()));
            }
        }

        private int name(int at) {
            for (int i = 0; i < Piece.Key.NAME.length(); i++) {
                chunk.array()[at + i] = (byte) Piece.Key.NAME.charAt(i);
            }
            return at + Piece.Key.NAME.length();
        }

        private byte[] filler(int length, int zeros) {
            byte[] filler = new byte[length];
            int random = length - (int) ((long) length * zeros / 100);
            for (int i = 0; i < random; i++) {
                filler[i] = LETTERS[draws.random().nextInt(LETTERS.length)];
            }
            Arrays.fill(filler, random, length, (byte) '0');
            return filler;
        }

        private void endChunk() {
            chunks.add(Arrays.copyOf(chunk.array(), chunk.length()));
            patches.add(open.toArray(Patch[]::new));
            chunk.clear();
            open.clear();
        }
    }
}
