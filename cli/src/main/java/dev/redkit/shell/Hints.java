package dev.redkit.shell;

import dev.redkit.commands.Catalog;
import dev.redkit.grammar.CommandDoc;
import dev.redkit.grammar.HintPiece;
import dev.redkit.grammar.Typing;
import dev.redkit.grammar.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** What stands behind the cursor: how the line went on the last time, or else the rest of the syntax. */
final class Hints implements LineEditor.Ghost {
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle CURRENT =
            AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN).italic();

    private final Lore lore;
    private final Metas metas;
    private final Past past;

    Hints(Lore lore, Metas metas, Past past) {
        this.lore = lore;
        this.metas = metas;
        this.past = past;
    }

    @Override
    public String rest(String line) {
        return past.rest(line);
    }

    @Override
    public AttributedString hint(String line) {
        if (line.stripLeading().startsWith("\\")) {
            return meta(line.strip().substring(1));
        }
        String command = Part.command(line);
        if (command.length() != line.length()) {
            return AttributedString.EMPTY;
        }
        Words words = Words.of(command.substring(Part.afterCount(command)));
        List<String> texts = words.texts();
        if (texts.isEmpty() || texts.get(0).equals("redkit")) {
            return AttributedString.EMPTY;
        }
        boolean inWord = !command.endsWith(" ") || words.fault() != null;
        List<String> finished = inWord ? texts.subList(0, texts.size() - 1) : texts;
        String current = inWord ? texts.get(texts.size() - 1) : "";
        seek(finished, current);
        if (finished.isEmpty()) {
            return whole(texts);
        }
        return pieces(Typing.of(lore.grammar(), finished, current), inWord);
    }

    /** A name that is a whole command already: all of its syntax. */
    private AttributedString whole(List<String> texts) {
        Optional<CommandDoc> doc = lore.grammar().find(texts);
        if (doc.isEmpty()) {
            return ours(texts.get(0));
        }
        String syntax = doc.get().syntax();
        String rest =
                syntax.substring(Math.min(syntax.length(), doc.get().title().length()));
        return new AttributedString(rest, FAINT);
    }

    private AttributedString ours(String word) {
        String summary = Catalog.summary(word);
        return summary == null ? AttributedString.EMPTY : new AttributedString("  redkit: " + summary, FAINT);
    }

    private static AttributedString pieces(Typing typing, boolean inWord) {
        AttributedStringBuilder text = new AttributedStringBuilder();
        boolean first = true;
        for (HintPiece piece : typing.hint()) {
            // The word that is being typed stands there already; what it is, is said in front of the rest.
            boolean now = piece.current() && inWord;
            text.append(first && !inWord ? "" : " ");
            text.styled(piece.current() ? CURRENT : FAINT, now ? "<" + piece.text() + ">" : piece.text());
            first = false;
        }
        return text.toAttributedString();
    }

    private AttributedString meta(String typed) {
        String name = typed.split("\\s", 2)[0].toLowerCase(Locale.ROOT);
        return metas.find(name)
                .map(meta -> new AttributedString(
                        typed.equals(name) ? " " + meta.arguments() + "  " + meta.summary() : "", FAINT))
                .orElse(AttributedString.EMPTY);
    }

    /** Whoever types a key will want to have it completed: the server is asked in the background, ahead of that. */
    private void seek(List<String> finished, String current) {
        if (!finished.isEmpty()) {
            Typing typing = Typing.of(lore.grammar(), finished, current);
            lore.seek(typing, current);
        }
    }
}
