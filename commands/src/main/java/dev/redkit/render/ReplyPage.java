package dev.redkit.render;

import dev.redkit.console.Ink;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.util.Locale;

/** The lines of one reply on their way to whoever takes them; counts what is not wanted any more. */
final class ReplyPage implements TextOut {
    private final ReplyStyle style;
    private final ReplyLines lines;
    private final StringBuilder begun = new StringBuilder();
    private long shown;
    private long left;
    private long errors;
    private boolean wanted = true;

    ReplyPage(ReplyStyle style, ReplyLines lines) {
        this.style = style;
        this.lines = lines;
    }

    @Override
    public int width() {
        return style.width();
    }

    @Override
    public String paint(Ink ink, String text) {
        return style.paint().apply(ink, text);
    }

    boolean wantsMore() {
        return wanted && shown < style.maxLines();
    }

    /** The beginning of the next line. */
    void print(String text) {
        begun.append(text);
    }

    @Override
    public void line(String text) {
        String whole = begun.isEmpty() ? text : begun.append(text).toString();
        begun.setLength(0);
        if (!wantsMore()) {
            left++;
            return;
        }
        shown++;
        wanted = lines.line(whole);
    }

    void error() {
        errors++;
    }

    /** Passes over a part that is not shown, looking for errors in it. */
    void leave(Parts part) {
        left++;
        look(part);
    }

    void leave(long count) {
        left += count;
    }

    private void look(Parts part) {
        if (part.kind() == Parts.Kind.SCALAR) {
            errors += part.scalar() instanceof Reply.Err ? 1 : 0;
            return;
        }
        while (part.hasNext()) {
            look(part.next());
        }
    }

    ReplyView.Shown end() {
        if (left > 0 && wanted) {
            lines.line(style.faint(String.format(Locale.ROOT, "… %,d more", left)));
        }
        return new ReplyView.Shown(shown, left, errors);
    }
}
