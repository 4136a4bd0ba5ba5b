package dev.redkit.screen;

import dev.redkit.console.Console;
import dev.redkit.failure.CannotWrite;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.NonBlockingReader;

/**
 * The whole terminal, until closed: its keys come one by one, its size is followed, and what stood there comes back at the
 * end. Ctrl-C stays a signal. JLine takes signals over when it opens: whoever watches a cancellation does so after that.
 */
public final class LiveScreen implements Closeable {
    /** What {@link #key} says when nothing was pressed, or the size has changed. */
    public static final int NOTHING = -1;

    private static final String OTHER_SCREEN = "\u001b[?1049h\u001b[?25l\u001b[2J";
    private static final String BACK = "\u001b[?25h\u001b[?1049l";
    /** So long a key that is being waited for hides that the size has changed, or that somebody wants an end. */
    private static final long STEP_MILLIS = 100;

    private final Console console;
    private final Terminal terminal;
    private final Attributes before;
    private final AtomicBoolean resized = new AtomicBoolean();
    private volatile Size size;

    private LiveScreen(Console console, Terminal terminal) {
        this.console = console;
        this.terminal = terminal;
        this.size = terminal.getSize();
        terminal.handle(Terminal.Signal.WINCH, signal -> {
            size = terminal.getSize();
            resized.set(true);
        });
        this.before = terminal.enterRawMode();
        // JLine takes Ctrl-C for a key; here it stays a signal.
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, true);
        terminal.setAttributes(raw);
        console.print(OTHER_SCREEN);
        console.flush();
    }

    public static LiveScreen open(Console console) {
        try {
            Terminal terminal = TerminalBuilder.builder()
                    .system(true)
                    .provider("jni")
                    .dumb(false)
                    .nativeSignals(true)
                    .build();
            return new LiveScreen(console, terminal);
        } catch (IOException e) {
            throw new CannotWrite("this terminal cannot be taken over: " + e.getMessage(), "-o ndjson needs none", e);
        }
    }

    public int columns() {
        return size.getColumns();
    }

    public int rows() {
        return size.getRows();
    }

    public void show(List<PaintedLine> lines) {
        Painting.show(console, lines, columns(), rows());
    }

    /** The next key within that time; {@link #NOTHING} when there is none, or sooner when the size has changed. */
    public int key(long millis) {
        NonBlockingReader keys = terminal.reader();
        try {
            int key = keys.read(Math.max(1, Math.min(millis, STEP_MILLIS)));
            return key < 0 ? NOTHING : key;
        } catch (IOException e) {
            return NOTHING;
        }
    }

    /** Whether the size has changed since this was asked last. */
    public boolean resized() {
        return resized.getAndSet(false);
    }

    @Override
    public void close() {
        console.print(BACK);
        console.flush();
        terminal.setAttributes(before);
        try {
            terminal.close();
        } catch (IOException e) {
            console.debug("the terminal does not close: " + e.getMessage());
        }
    }
}
