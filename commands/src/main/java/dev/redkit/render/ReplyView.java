package dev.redkit.render;

import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.util.List;

/**
 * A reply for people, line by line: a text as it is, a number bare, a list numbered, a map aligned, and what the command
 * makes a table a table. Inside of lists and maps a text is quoted, so that {@code "1"} and {@code 1} differ. A reply that
 * is still on its way is shown as it comes, and never held as a whole.
 */
public final class ReplyView {
    /**
     * What became of a reply.
     *
     * @param lines that were shown
     * @param left how many parts of the reply were not shown, because no more lines were wanted
     * @param errors how many errors were in it, shown or not
     */
    public record Shown(long lines, long left, long errors) {}

    private ReplyView() {}

    /** Shows a reply that is here. */
    public static Shown show(List<String> command, Reply reply, ReplyStyle style, ReplyLines lines) {
        return show(command, Parts.of(reply), style, lines);
    }

    /** Shows a reply that may still be on its way; afterwards all of it has been read. */
    public static Shown show(List<String> command, Parts reply, ReplyStyle style, ReplyLines lines) {
        return new ReplyWriter(command, style, lines).show(reply);
    }
}
