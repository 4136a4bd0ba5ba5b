package dev.redkit.tail.outlet;

import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;
import dev.redkit.tail.form.MessageForm;
import dev.redkit.tail.form.Out;
import java.util.Set;

/** Writes messages in their form: at once when nothing more is here, in large pieces when more is. */
public final class PrintOutlet implements Outlet {
    private static final int PIECE = 64 * 1024;

    private final MessageForm form;
    private final Drain drain;
    private final Out out = new Out(2 * PIECE);
    private long waiting;

    public PrintOutlet(MessageForm form, Drain drain) {
        this.form = form;
        this.drain = drain;
        form.begin(out);
    }

    @Override
    public void message(Message message) {
        form.message(message, out);
        waiting++;
        if (out.length() >= PIECE) {
            send();
        }
    }

    @Override
    public void gap(Gap gap) {
        form.gap(gap, out);
    }

    @Override
    public void pause() {
        if (out.length() > 0) {
            send();
            drain.flush();
        }
    }

    private void send() {
        // Forgotten first: a drain that fails must not be given the same again at the end.
        byte[] bytes = out.bytes();
        int length = out.length();
        long messages = waiting;
        waiting = 0;
        out.clear();
        drain.write(bytes, length, messages);
    }

    @Override
    public void tick() {
        drain.check();
    }

    @Override
    public Set<String> settle() {
        pause();
        drain.settle();
        return Set.of();
    }

    @Override
    public long dropped() {
        return drain.dropped();
    }

    @Override
    public void close() {
        try (drain) {
            form.end(out);
            pause();
        }
    }
}
