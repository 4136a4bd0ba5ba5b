package dev.redkit.render;

/** Who takes the lines of a reply, one after the other. */
@FunctionalInterface
public interface ReplyLines {
    /** Takes a line without its end; false when no more are wanted. */
    boolean line(String text);
}
