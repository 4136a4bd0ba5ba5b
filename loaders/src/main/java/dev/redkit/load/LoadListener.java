package dev.redkit.load;

/** Hears what happens during a load; told by the thread that runs it. */
public interface LoadListener {
    /** A record is not written. */
    void rejected(Rejection rejection);

    /** Something that a person should know. */
    void note(String text);
}
