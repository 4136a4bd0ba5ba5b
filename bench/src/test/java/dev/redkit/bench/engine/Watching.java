package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Tick;

/** Watches a run and does nothing; tests override what they want to do meanwhile. */
class Watching implements Watcher {
    static final Watching NOTHING = new Watching();

    @Override
    public void measuring() {
        // Not asked for.
    }

    @Override
    public void measured() {
        // Not asked for.
    }

    @Override
    public double serverCpu() {
        return Double.NaN;
    }

    @Override
    public void tick(Tick tick) {
        // Not asked for.
    }

    @Override
    public boolean cancelled() {
        return false;
    }
}
