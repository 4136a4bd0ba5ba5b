package dev.redkit.keyspace;

import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.Reply;
import java.io.IOException;

/** A long string, by GETRANGE; for a walker that wants it whole, as a whole. It is read up to the length it had first. */
final class LongText extends LongValue {
    private static final int PIECE = 1 << 20;

    LongText(Origin origin, Key key, long size) {
        super(origin, key, size);
    }

    @Override
    void walkPieces(ValueWalker walker) throws IOException {
        if (!walker.takesPieces()) {
            Reply whole = ask(Line.word("GET"), name());
            if (whole.isNil()) {
                throw new Gone(false);
            }
            walker.text(StreamReplies.bytes(whole));
            return;
        }
        int came = PIECE;
        for (long at = 0; at == 0 || (at < size() && came == PIECE); at += came) {
            long last = Math.min(size(), at + PIECE) - 1;
            byte[] piece = StreamReplies.bytes(ask(Line.word("GETRANGE"), name(), Line.number(at), Line.number(last)));
            walker.piece(piece, at);
            came = piece.length;
            if (came == 0) {
                return;
            }
        }
    }
}
