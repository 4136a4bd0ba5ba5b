package dev.redkit.tail.outlet;

/** Takes bytes that are ready to go. For one writing thread. */
public interface Drain extends AutoCloseable {
    /** Takes them, or a copy; {@code messages} is how many they are. */
    void write(byte[] bytes, int length, long messages);

    /** Everything taken so far shall go out now. */
    void flush();

    /** Waits until everything taken so far is out. */
    default void settle() {}

    /** How many messages were thrown away. */
    default long dropped() {
        return 0;
    }

    /** Throws what went wrong on another thread, if something did. */
    default void check() {}

    /** Waits until everything is out. */
    @Override
    void close();
}
