package dev.redkit.tail;

/** Something to be watched, until {@link Traffic#over} or {@link #stop}. */
public interface TailSource {
    /** Watches, on the calling thread; returns when it is over. What it cannot get over is a Failure. */
    void run(Traffic traffic);

    /** Ends {@link #run} soon; from any thread. */
    void stop();
}
