package dev.redkit.shell;

import dev.redkit.shell.line.LineParser;
import java.util.function.Supplier;
import org.jline.reader.Completer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.Reference;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.LineReaderImpl;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/**
 * JLine's editor of a line, as this shell wants it: redis-cli's quoting, no {@code !} expansion, pasted text as it is, and
 * behind the cursor what the past or the syntax suggests.
 */
final class LineEditor extends LineReaderImpl {
    /** What stands, faintly, behind the line that is being typed. */
    interface Ghost {
        /** How the line may go on as a whole, to be taken over with the right arrow; empty for nothing. */
        String rest(String line);

        /** What else to say behind it; never taken over. */
        AttributedString hint(String line);
    }

    private final Past past;
    private Ghost ghost;
    private Runnable onTyping = () -> {};
    private String rest = "";
    private volatile Supplier<String> latest = () -> "> ";

    LineEditor(Terminal terminal, Past past) {
        super(terminal, "redkit", null);
        this.past = past;
        setParser(new LineParser());
        setHistory(past);
        setOpt(Option.DISABLE_EVENT_EXPANSION);
        setOpt(Option.HISTORY_IGNORE_SPACE);
        setOpt(Option.HISTORY_IGNORE_DUPS);
        setOpt(Option.BRACKETED_PASTE);
        setOpt(Option.CASE_INSENSITIVE);
        setOpt(Option.CASE_INSENSITIVE_SEARCH);
        unsetOpt(Option.INSERT_TAB);
        setVariable(SECONDARY_PROMPT_PATTERN, "> ");
        setVariable(HISTORY_SIZE, Past.MOST);
        setVariable(BELL_STYLE, "none");
        setVariable(LIST_MAX, 300);
        // What was typed is meant: no guesses with other letters.
        setVariable(ERRORS, 0);
        // A lone Escape is decided sooner: vi's users wait for it.
        setVariable(AMBIGUOUS_BINDING, 200L);
        getWidgets().put(CALLBACK_INIT, () -> {
            renew();
            return true;
        });
        getKeyMaps().get(EMACS).bind(new Reference(LineReader.UP_LINE_OR_SEARCH), "\u001bp");
    }

    /** Who completes, paints and hints, and who is told that somebody types. */
    void help(Completer completion, Colours colours, Ghost hints, Runnable typing) {
        setCompleter(completion);
        setHighlighter(
                (reader, buffer) -> withGhost(past.paused() ? new AttributedString(buffer) : colours.of(buffer)));
        ghost = hints;
        onTyping = typing;
    }

    void keys(boolean vi) {
        getKeyMaps().put(MAIN, getKeyMaps().get(vi ? VIINS : EMACS));
    }

    boolean vi() {
        return getKeyMaps().get(MAIN) == getKeyMaps().get(VIINS);
    }

    /** What knows the prompt; it is asked anew whenever something may have changed. */
    void prompt(Supplier<String> value) {
        latest = value;
    }

    /** The next line, {@code start} standing in it already. */
    String line(String start) {
        return readLine(latest.get(), null, (Character) null, start);
    }

    /** Puts the prompt as it is now before the line that is being typed. */
    void refresh() {
        lock.lock();
        try {
            if (reading && renew()) {
                redisplay();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Also when a reading begins: what changed just before could not be shown, since nothing was read yet. */
    private boolean renew() {
        boolean may =
                maskingCallback == null && !past.paused() && !terminal.getType().startsWith(Terminal.TYPE_DUMB);
        if (may) {
            setPrompt(latest.get());
        }
        return may;
    }

    /** A word that is neither shown nor remembered. */
    String secret(String question) {
        return aside(question, '\0');
    }

    String question(String question) {
        return aside(question, null);
    }

    private String aside(String question, Character mask) {
        past.pause(true);
        try {
            return readLine(question, null, mask, null);
        } catch (UserInterruptException | EndOfFileException e) {
            return null;
        } finally {
            past.pause(false);
        }
    }

    // ---- what stands behind the cursor

    /** The line in its colours, and behind it what could follow, while the cursor stands at its end. */
    private AttributedString withGhost(AttributedString line) {
        rest = "";
        if (ghost == null || !doAutosuggestion || past.paused() || buf.cursor() != buf.length() || buf.length() == 0) {
            return line;
        }
        onTyping.run();
        rest = ghost.rest(buf.toString());
        AttributedStringBuilder whole = new AttributedStringBuilder();
        whole.append(line);
        if (rest.isEmpty()) {
            whole.append(ghost.hint(buf.toString()));
        } else {
            whole.styled(AttributedStyle.DEFAULT.faint(), rest);
        }
        // A hint never takes more than the rest of the row: it must not push the line away.
        int columns = Math.max(1, size.getColumns());
        int used = (prompt.columnLength() + line.columnLength()) % columns;
        int room = line.columnLength() + Math.max(0, columns - used - 1);
        if (whole.columnLength() > room) {
            rest = "";
            return whole.columnSubSequence(0, room);
        }
        return whole.toAttributedString();
    }

    @Override
    protected boolean forwardChar() {
        return taken(rest) || super.forwardChar();
    }

    @Override
    protected boolean endOfLine() {
        return taken(rest) || super.endOfLine();
    }

    @Override
    protected boolean forwardWord() {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) == ' ') {
            end++;
        }
        while (end < rest.length() && rest.charAt(end) != ' ') {
            end++;
        }
        return taken(rest.substring(0, end)) || super.forwardWord();
    }

    private boolean taken(String text) {
        if (text.isEmpty() || buf.cursor() != buf.length()) {
            return false;
        }
        buf.write(text);
        return true;
    }
}
