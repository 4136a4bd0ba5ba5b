package dev.redkit.shell;

import dev.redkit.shell.link.Link;
import dev.redkit.shell.link.State;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * What stands before a line: {@code prod 10.0.0.7:6379[2] replica (tx 3)>}. Shorter where the terminal is narrow; in red
 * where the profile is protected.
 */
final class Prompt {
    private static final int WIDE = 60;
    private static final int NARROW = 30;

    private final Surroundings surroundings;
    private final Settings settings;
    private final boolean colours;

    Prompt(Surroundings surroundings, Settings settings, boolean colours) {
        this.surroundings = surroundings;
        this.settings = settings;
        this.colours = colours;
    }

    String text(Link.Picture picture, int width) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        AttributedStyle where = surroundings.session().isProtected()
                ? AttributedStyle.BOLD.foreground(AttributedStyle.RED)
                : AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
        if (!surroundings.profile().isEmpty() && width >= NARROW) {
            text.styled(where, surroundings.profile()).append(' ');
        }
        text.styled(where, address(picture, width));
        if (picture.db() != 0) {
            text.append('[').append(Integer.toString(picture.db())).append(']');
        }
        if (width >= WIDE) {
            role(picture, text);
        }
        state(picture.state(), text);
        text.append("> ");
        return colours ? text.toAnsi() : text.toString();
    }

    private static String address(Link.Picture picture, int width) {
        String whole = picture.address().toString();
        if (width >= WIDE || whole.length() < width / 2) {
            return whole;
        }
        if (width < NARROW) {
            return picture.address().isUnix() ? "" : ":" + picture.address().port();
        }
        return "…" + whole.substring(whole.length() - Math.min(whole.length(), width / 3));
    }

    private void role(Link.Picture picture, AttributedStringBuilder text) {
        if (!picture.role().isEmpty()) {
            text.styled(AttributedStyle.DEFAULT.faint(), " " + picture.role());
        }
        if (settings.readOnly()) {
            text.styled(AttributedStyle.DEFAULT.faint(), " read-only");
        }
    }

    private static void state(State state, AttributedStringBuilder text) {
        if (state instanceof State.Transaction transaction) {
            AttributedStyle style = AttributedStyle.BOLD.foreground(
                    transaction.errors() > 0 ? AttributedStyle.RED : AttributedStyle.YELLOW);
            String errors = transaction.errors() == 0 ? "" : ", " + transaction.errors() + " refused!";
            text.append(' ').styled(style, "(tx " + transaction.queued() + errors + ")");
        } else if (state instanceof State.NotConnected gone) {
            boolean coming = gone.why().equals("connecting");
            text.styled(
                    AttributedStyle.DEFAULT.foreground(coming ? AttributedStyle.WHITE : AttributedStyle.RED),
                    coming ? " …" : " not connected");
        }
    }
}
