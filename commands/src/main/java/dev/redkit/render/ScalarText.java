package dev.redkit.render;

import dev.redkit.console.Ink;
import dev.redkit.io.ByteSizes;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;

/** A single value inside of a list, a map or a table. */
final class ScalarText {
    /** How many lines of a screen one value may take. */
    private static final int MOST_LINES = 4;

    private ScalarText() {}

    static String of(Parts part, ReplyPage page) {
        Reply reply = part.scalar();
        if (reply instanceof Reply.Nil) {
            return page.paint(Ink.FAINT, "(nil)");
        } else if (reply instanceof Reply.Err error) {
            page.error();
            return page.paint(Ink.BAD, "(error) " + Shape.readable(Value.of(error.message())));
        }
        Value value = Replies.of(reply);
        if (!(value instanceof Value.Text || value instanceof Value.Blob) || reply instanceof Reply.Dbl) {
            return Shape.readable(value);
        }
        long kept = reply instanceof Reply.Bulk bulk ? bulk.bytes().length : 0;
        boolean screen = page.width() != Integer.MAX_VALUE;
        if (screen && value instanceof Value.Blob blob && part.length() == kept) {
            String vector = VectorText.of(blob.bytes());
            if (vector != null) {
                return vector;
            }
        }
        String text = Shape.quoted(value);
        long more = Math.max(0, part.length() - kept);
        int room = MOST_LINES * page.width();
        if (screen && text.length() > room && TextWidth.of(text) > room) {
            String size = page.paint(Ink.FAINT, " (" + ByteSizes.format(Math.max(part.length(), kept)) + ")");
            return TextWidth.cut(text, room) + size;
        }
        return more == 0 ? text : text + page.paint(Ink.FAINT, " … " + ByteSizes.format(more) + " more");
    }

    /** A text or bytes as the cell of a table. */
    static Value cell(Reply reply) {
        Value value = Replies.of(reply);
        boolean quoted = value instanceof Value.Blob || (value instanceof Value.Text && !(reply instanceof Reply.Dbl));
        return quoted ? new Value.Shown(value, Shape.quoted(value)) : value;
    }
}
