package dev.redkit.tail.outlet;

import dev.redkit.failure.CannotWrite;
import dev.redkit.io.AtomicOutput;
import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;
import dev.redkit.tail.form.JsonText;
import dev.redkit.tail.form.Out;
import java.io.IOException;

/**
 * A capture with times, one JSON object a line: {@code at} in microseconds since the first, {@code channel},
 * {@code payload}; for {@code publish --replay}. The file is there, whole, when the tail ends.
 */
public final class SaveOutlet implements Outlet {
    private static final int PIECE = 64 * 1024;

    private final AtomicOutput file;
    private final Out out = new Out(2 * PIECE);
    private final JsonText json = new JsonText(out);
    private long first = Long.MIN_VALUE;

    public SaveOutlet(AtomicOutput file) {
        this.file = file;
    }

    @Override
    public void message(Message message) {
        // When it was read, and not when others of the same reading were: a capture is about time.
        long now = System.nanoTime() / 1000;
        if (first == Long.MIN_VALUE) {
            first = now;
        }
        json.begin();
        json.member("at", now - first);
        json.member("channel", message.channel());
        if (message.id().present()) {
            json.member("id", message.id());
        }
        json.member("payload", message.payload());
        json.end();
        out.put('\n');
        if (out.length() >= PIECE) {
            write();
        }
    }

    @Override
    public void gap(Gap gap) {
        json.gap(gap);
        out.put('\n');
    }

    @Override
    public void tick() {
        write();
    }

    private void write() {
        if (out.length() == 0) {
            return;
        }
        try {
            file.stream().write(out.bytes(), 0, out.length());
            out.clear();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file.name() + ": " + e.getMessage(), null, e);
        }
    }

    @Override
    public void close() {
        try (file) {
            write();
            file.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file.name() + ": " + e.getMessage(), null, e);
        }
    }
}
