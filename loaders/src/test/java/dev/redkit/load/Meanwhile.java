package dev.redkit.load;

import dev.redkit.source.Formats;
import dev.redkit.source.RowSources;
import dev.redkit.source.SourceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An input that lets things happen while it is read: they begin when it has come to one place, and it goes on beyond
 * another only when they are done. So it does not matter how quick the machine is.
 */
final class Meanwhile implements LoadInput {
    private static final int STEP = 8 * 1024;

    private final byte[] bytes;
    private final List<Event> events = new ArrayList<>();

    private static final class Event {
        final int begin;
        final Thread thread;
        int end;
        Throwable failure;

        Event(int begin, Runnable action) {
            this.begin = begin;
            thread = new Thread(action, "meanwhile");
            thread.setDaemon(true);
            thread.setUncaughtExceptionHandler((itself, thrown) -> failure = thrown);
        }

        /** What did not happen makes a test of something else. */
        void await() {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            if (failure != null) {
                throw new IllegalStateException("what should have happened meanwhile did not", failure);
            }
        }
    }

    Meanwhile(String text) {
        bytes = text.getBytes(StandardCharsets.UTF_8);
    }

    /** When this part of it is read, something begins. */
    Meanwhile from(double part, Runnable action) {
        events.add(new Event((int) (part * bytes.length), action));
        return this;
    }

    /** Before more than this part of it is read, what was named last is done. */
    Meanwhile until(double part) {
        events.get(events.size() - 1).end = (int) (part * bytes.length);
        return this;
    }

    @Override
    public String name() {
        return "meanwhile.csv";
    }

    @Override
    public RowSources.Opened open() {
        try {
            return new RowSources(Formats.builtIn()).begin(name(), new Stream(), SourceOptions.DEFAULTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public String fingerprint() {
        return null;
    }

    private final class Stream extends ByteArrayInputStream {
        Stream() {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] into, int offset, int length) {
            for (Event event : events) {
                if (pos >= event.begin && event.thread.getState() == Thread.State.NEW) {
                    event.thread.start();
                }
                if (pos >= event.end) {
                    event.await();
                }
            }
            return super.read(into, offset, Math.min(length, STEP));
        }
    }
}
