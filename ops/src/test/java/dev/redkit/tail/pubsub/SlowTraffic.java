package dev.redkit.tail.pubsub;

import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Traffic;
import dev.redkit.testkit.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Traffic that stands still when a test wants it to, as an output does that nobody reads. */
final class SlowTraffic implements Traffic, AutoCloseable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TailSource source;
    private boolean held;
    private volatile boolean listening;
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private volatile Gap gap;
    private Thread thread;

    private SlowTraffic(TailSource source) {
        this.source = source;
    }

    static SlowTraffic start(TailSource source) {
        SlowTraffic traffic = new SlowTraffic(source);
        traffic.thread = new Thread(() -> source.run(traffic), "slow");
        traffic.thread.start();
        Eventually.holds(() -> traffic.listening, () -> "listening");
        return traffic;
    }

    void hold() {
        held(true);
    }

    void release() {
        held(false);
    }

    private void held(boolean value) {
        lock.lock();
        try {
            held = value;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Gap gap() {
        return gap;
    }

    @Override
    public void message(Message message) {
        lock.lock();
        try {
            while (held) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void pause() {}

    @Override
    public void gap(Gap one) {
        gap = one;
    }

    @Override
    public void tooBig(Slice channel, long bytes) {}

    @Override
    public boolean over() {
        return false;
    }

    @Override
    public void listening(String where) {
        listening = true;
    }

    List<String> remarks() {
        return remarks;
    }

    @Override
    public void remark(String text) {
        remarks.add(text);
    }

    @Override
    public void detail(String text) {}

    @Override
    public void close() {
        release();
        source.stop();
        Eventually.holds(() -> !thread.isAlive(), () -> "the end");
    }
}
