package dev.redkit.wire;

import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** A reply that is still on its way: each part is read when it is asked for. */
final class IncomingParts implements Parts {
    private final ReplyReader reader;
    private final Function<IOException, RuntimeException> failed;
    private final ReplyReader.Head head;
    private final int longest;
    private final int depth;
    private long taken;
    private boolean ended;
    private IncomingParts current;

    /** {@code longest}: how many bytes of a string are kept. */
    IncomingParts(
            ReplyReader reader,
            Function<IOException, RuntimeException> failed,
            ReplyReader.Head head,
            int longest,
            int depth) {
        this.reader = reader;
        this.failed = failed;
        this.head = head;
        this.longest = longest;
        this.depth = depth;
        this.ended = head.kind() == Kind.SCALAR;
    }

    @Override
    public Kind kind() {
        return head.kind();
    }

    @Override
    public long size() {
        return head.count();
    }

    @Override
    public Reply scalar() {
        return head.scalar();
    }

    @Override
    public long length() {
        return head.length();
    }

    @Override
    public boolean hasNext() {
        if (ended) {
            return false;
        }
        finishCurrent();
        try {
            ended = head.count() < 0 ? reader.atEnd() : taken == head.count();
        } catch (IOException e) {
            throw failed.apply(e);
        }
        return !ended;
    }

    @Override
    public Parts next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the reply has no further part");
        }
        taken++;
        try {
            current = new IncomingParts(reader, failed, reader.head(longest, depth + 1), longest, depth + 1);
        } catch (IOException e) {
            throw failed.apply(e);
        }
        return current;
    }

    @Override
    public void skip() {
        while (hasNext()) {
            taken++;
            try {
                reader.skip(depth + 1);
            } catch (IOException e) {
                throw failed.apply(e);
            }
        }
    }

    /** Whether nothing of the reply is left on the way. */
    boolean isDone() {
        return !hasNext();
    }

    private void finishCurrent() {
        if (current != null) {
            IncomingParts one = current;
            current = null;
            one.skip();
        }
    }
}
