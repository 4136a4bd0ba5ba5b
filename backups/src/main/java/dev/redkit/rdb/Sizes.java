package dev.redkit.rdb;

/**
 * Hears how large the parts of a value are that is only checked: for those who want to know what it takes elsewhere, and
 * not what is in it. Called many million times, so it gets numbers and no objects.
 */
public interface Sizes {
    /** A string; whether it is the text of a number of 64 bits. */
    default void text(long length, boolean number) {}

    /** Something that lies by itself: an item, a member, a field's name, then its value. */
    default void part(long length) {}

    /** The field that was told last expires. */
    default void expiringField() {}

    /** An item of a list that has a node of its own. */
    default void plainNode(long length) {}

    /** An entry of a container, told before the container. */
    default void entry(long length) {}

    /** A container, which takes so many bytes as a listpack; an old one would be made into such. */
    default void listpack(long bytes, long entries) {}

    default void intset(long bytes, long entries) {}

    /** A node of a stream: the id that it is found by, and its listpack. */
    default void streamNode(long millis, long sequence, long bytes) {}

    default void group() {}

    /** A message that is pending in the group that was told last. */
    default void pending(long millis, long sequence) {}

    default void consumer(long nameLength) {}

    /** A message that the consumer that was told last has to acknowledge. */
    default void claimed(long millis, long sequence) {}

    /** A vector set of so many elements. */
    default void vectors(long count, long bytes) {}
}
