package dev.redkit.shell;

import dev.redkit.commands.Catalog;
import dev.redkit.grammar.Highlight;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** Paints the line that is being typed: what is a command, what a key; what is unknown, and which quote is open. */
final class Colours {
    private static final AttributedStyle WRONG =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.RED).underline();

    private final Lore lore;
    private final Metas metas;

    Colours(Lore lore, Metas metas) {
        this.lore = lore;
        this.metas = metas;
    }

    AttributedString of(String line) {
        String command = Part.command(line);
        int start = command.length() - command.stripLeading().length();
        AttributedStringBuilder text = new AttributedStringBuilder(line.length());
        if (command.startsWith("\\", start)) {
            meta(line, start, text);
            return text.toAttributedString();
        }
        int from = Part.afterCount(command);
        String rest = command.substring(from);
        text.styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA), line.substring(0, from));
        int at = from;
        for (Highlight.Span span : Highlight.of(lore.grammar(), rest, this::isOurs)) {
            text.append(line, at, from + span.from());
            text.styled(
                    style(span.kind()),
                    span.kind() == Highlight.Kind.SECRET
                            ? "*".repeat(span.to() - span.from())
                            : line.substring(from + span.from(), from + span.to()));
            at = from + span.to();
        }
        // What goes to a program or a file.
        text.styled(AttributedStyle.DEFAULT.foreground(AttributedStyle.MAGENTA), line.substring(at));
        return text.toAttributedString();
    }

    private void meta(String line, int start, AttributedStringBuilder text) {
        int end = line.indexOf(' ', start);
        end = end < 0 ? line.length() : end;
        String name = line.substring(start + 1, end);
        boolean known = end == line.length()
                ? metas.names().stream().anyMatch(one -> one.startsWith(name)) || isOurs(name)
                : metas.names().contains(name) || isOurs(name);
        text.append(line, 0, start);
        text.styled(
                known ? AttributedStyle.BOLD.foreground(AttributedStyle.MAGENTA) : WRONG, line.substring(start, end));
        text.append(line, end, line.length());
    }

    private boolean isOurs(String word) {
        return word.equals("redkit") || Catalog.summary(word) != null || metas.isBare(word);
    }

    private static AttributedStyle style(Highlight.Kind kind) {
        return switch (kind) {
            case COMMAND, SUBCOMMAND -> AttributedStyle.BOLD.foreground(AttributedStyle.BLUE);
            case KEY -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
            case TOKEN -> AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
            case NUMBER -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
            case STRING -> AttributedStyle.DEFAULT;
            case SECRET -> AttributedStyle.DEFAULT.faint();
            case UNKNOWN_COMMAND, MISFIT, UNBALANCED -> WRONG;
        };
    }
}
