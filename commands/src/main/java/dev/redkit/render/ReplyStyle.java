package dev.redkit.render;

import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import java.util.function.BiFunction;

/**
 * How replies are shown to people.
 *
 * @param width of the screen; what is wider is cut, and long values are. {@link Integer#MAX_VALUE} for no screen
 * @param maxLines after how many lines the rest is only counted; {@link Long#MAX_VALUE} for never
 * @param expanded whether each row of a table is shown as a block of its own, a line for each column
 * @param prettyJson whether any text that is a JSON object or array is laid out; what JSON commands answer always is
 * @param paint colours a text, or leaves it as it is
 */
public record ReplyStyle(
        int width, long maxLines, boolean expanded, boolean prettyJson, BiFunction<Ink, String, String> paint) {
    /** Everything, without colours. */
    public static final ReplyStyle PLAIN =
            new ReplyStyle(Integer.MAX_VALUE, Long.MAX_VALUE, false, false, (ink, text) -> text);

    /** Everything, as the console wants it. */
    public static ReplyStyle of(Console console) {
        return new ReplyStyle(console.width(), Long.MAX_VALUE, false, false, console::paint);
    }

    public ReplyStyle withWidth(int columns) {
        return new ReplyStyle(columns, maxLines, expanded, prettyJson, paint);
    }

    public ReplyStyle withMaxLines(long lines) {
        return new ReplyStyle(width, lines, expanded, prettyJson, paint);
    }

    public ReplyStyle withExpanded(boolean value) {
        return new ReplyStyle(width, maxLines, value, prettyJson, paint);
    }

    public ReplyStyle withPrettyJson(boolean value) {
        return new ReplyStyle(width, maxLines, expanded, value, paint);
    }

    boolean isScreen() {
        return width != Integer.MAX_VALUE;
    }

    String faint(String text) {
        return paint.apply(Ink.FAINT, text);
    }
}
