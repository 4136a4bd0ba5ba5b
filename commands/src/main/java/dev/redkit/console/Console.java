package dev.redkit.console;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.NoConsent;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * The only door to the terminal. {@code out} carries data, as bytes or as UTF-8 text, and is buffered: it is flushed
 * before anything is said on {@code err}, before a question, and at the end. A reader that has gone away shows as
 * {@link ClosedPipe}. One thread writes data; remarks may come from several.
 */
public final class Console {
    private static final int BUFFER = 1 << 15;

    private final OutputStream out;
    private final OutputStream err;
    private final InputStream in;
    private final Terminal terminal;
    private final Map<String, String> env;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private When color = When.AUTO;
    private Verbosity verbosity = Verbosity.NORMAL;
    private boolean yes;
    private boolean statusShown;
    /** Nobody listens on stderr, so there is nobody to tell. */
    private volatile boolean errGone;

    private volatile boolean muted;

    public Console(OutputStream out, OutputStream err, InputStream in, Terminal terminal, Map<String, String> env) {
        this.out = out;
        this.err = err;
        this.in = in;
        this.terminal = terminal;
        this.env = env;
    }

    /** The real one. Past {@code System.out}, which swallows the news that nobody listens any more. */
    public static Console system(Map<String, String> env) {
        return new Console(
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                new StandardInput(new FileInputStream(FileDescriptor.in)),
                Terminal.detect(System.getProperty("redkit.tty"), env),
                env);
    }

    /** A console for one piece of work inside this one: with streams of its own, and the same place for remarks. */
    public Console derived(OutputStream itsOut, InputStream itsIn, Terminal itsTerminal) {
        Console derived = new Console(itsOut, err, itsIn, itsTerminal, env);
        derived.color = color;
        derived.verbosity = verbosity;
        derived.yes = yes;
        return derived;
    }

    /** Says nothing any more: whoever writes here was told to stop and is not waited for. */
    public void mute() {
        muted = true;
    }

    public void color(When value) {
        color = value;
    }

    public void verbosity(Verbosity value) {
        verbosity = value;
    }

    /** Every question is answered with yes from now on. */
    public void assumeYes(boolean value) {
        yes = value;
    }

    /** Whether every question is answered already. */
    public boolean assumesYes() {
        return yes;
    }

    public Terminal terminal() {
        return terminal;
    }

    public Verbosity verbosity() {
        return verbosity;
    }

    /** The width that a table may take; no limit where nobody looks at it. */
    public int width() {
        return terminal.out() ? terminal.width() : Integer.MAX_VALUE;
    }

    /** Standard input, as it is. */
    public InputStream in() {
        return in;
    }

    /** Ends standard input for whoever reads it, from any thread: it may never end by itself. */
    public void closeIn() {
        try {
            in.close();
        } catch (IOException e) {
            debug("standard input cannot be closed: " + e.getMessage());
        }
    }

    // ---- data

    /** Data: one line of text. */
    public void line(String text) {
        print(text);
        write('\n');
    }

    /** Data: text without an end of line. */
    public void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    /** Data: bytes as they are. */
    public synchronized void write(byte[] bytes, int offset, int count) {
        if (count > buffer.length - filled) {
            flush();
        }
        if (count > buffer.length) {
            toOut(bytes, offset, count);
            return;
        }
        System.arraycopy(bytes, offset, buffer, filled, count);
        filled += count;
    }

    private void write(char one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** The data stream, for writers that want one. Closing it only flushes. */
    public OutputStream out() {
        return new OutputStream() {
            @Override
            public void write(int one) {
                Console.this.write((char) (one & 0xff));
            }

            @Override
            public void write(byte[] bytes, int offset, int count) {
                Console.this.write(bytes, offset, count);
            }

            @Override
            public void flush() {
                Console.this.flush();
            }
        };
    }

    /** Sends what is buffered on its way. */
    public synchronized void flush() {
        int count = filled;
        filled = 0;
        if (count > 0) {
            toOut(buffer, 0, count);
        }
    }

    private void toOut(byte[] bytes, int offset, int count) {
        if (muted) {
            return;
        }
        try {
            out.write(bytes, offset, count);
            out.flush();
        } catch (IOException e) {
            if (brokenPipe(e)) {
                throw new ClosedPipe(e);
            }
            throw new CannotWrite("cannot write to standard output: " + e.getMessage(), null, e);
        }
    }

    private static boolean brokenPipe(IOException e) {
        String message = e.getMessage();
        // The JDK has no type for EPIPE; this is strerror's text on every system (and Windows' own).
        return message != null && (message.contains("roken pipe") || message.contains("pipe is being closed"));
    }

    // ---- remarks

    /** A remark about the work, unless quiet. */
    public void note(String text) {
        if (verbosity != Verbosity.QUIET) {
            say(text);
        }
    }

    /** A remark that only {@code -v} wants. */
    public void detail(String text) {
        if (verbosity.compareTo(Verbosity.VERBOSE) >= 0) {
            say(text);
        }
    }

    /** A remark for those who look for an error in redkit or in its surroundings. */
    public void debug(String text) {
        if (verbosity == Verbosity.DEBUG) {
            say(paintErr(Ink.FAINT, "debug: " + text));
        }
    }

    /** Something that will surprise if nobody says it. Quiet does not hide it. */
    public void warn(String text) {
        say(paintErr(Ink.WARN, "warning:") + " " + text);
    }

    /** A remark that does not wait for data to go out first: they may be what is stuck. */
    public void urgent(String text) {
        if (verbosity != Verbosity.QUIET) {
            toErr(text + "\n");
        }
    }

    /** What went wrong, and what to do about it (or null). */
    public void error(String sentence, String hint) {
        say(paintErr(Ink.BAD, "redkit:") + " " + sentence);
        if (hint != null) {
            say(paintErr(Ink.NAME, "hint:") + " " + hint);
        }
    }

    /** One line about what is going on; on a terminal the next one replaces it, elsewhere each is a line of its own. */
    public synchronized void status(String text) {
        if (verbosity == Verbosity.QUIET) {
            return;
        }
        flush();
        if (paintsStatus()) {
            String fitting = text.length() < terminal.width() ? text : text.substring(0, terminal.width() - 1);
            toErr("\r\u001b[K" + fitting);
            statusShown = true;
        } else {
            toErr(text + "\n");
        }
    }

    /** Whether a status line can be painted over. */
    boolean paintsStatus() {
        return !errGone && terminal.err() && !terminal.dumb();
    }

    /** Takes the status line away. */
    public synchronized void clearStatus() {
        if (statusShown) {
            toErr("\r\u001b[K");
            statusShown = false;
        }
    }

    /** A line on stderr, whatever the verbosity. */
    public synchronized void say(String text) {
        flush();
        clearStatus();
        toErr(text + "\n");
    }

    void toErr(String text) {
        if (muted) {
            return;
        }
        // A lock of its own: whoever is stuck in writing data holds the other one.
        synchronized (err) {
            try {
                err.write(text.getBytes(StandardCharsets.UTF_8));
                err.flush();
            } catch (IOException e) {
                errGone = true;
            }
        }
    }

    // ---- colours

    /** The text in that colour, where data is painted; else the text. */
    public String paint(Ink ink, String text) {
        return colors(terminal.out()) ? ink.around(text) : text;
    }

    /** The same for stderr. */
    public String paintErr(Ink ink, String text) {
        return colors(terminal.err()) ? ink.around(text) : text;
    }

    private boolean colors(boolean tty) {
        if (color != When.AUTO) {
            return color == When.ALWAYS;
        }
        if (isSet("NO_COLOR")) {
            return false;
        }
        if (isSet("CLICOLOR_FORCE") && !"0".equals(env.get("CLICOLOR_FORCE"))) {
            return true;
        }
        return tty && !terminal.dumb() && !"0".equals(env.get("CLICOLOR"));
    }

    /** Where the CI service that runs us wants a summary of this step; empty elsewhere. */
    public Optional<String> stepSummary() {
        return isSet("GITHUB_STEP_SUMMARY") ? Optional.of(env.get("GITHUB_STEP_SUMMARY")) : Optional.empty();
    }

    private boolean isSet(String name) {
        String value = env.get(name);
        return value != null && !value.isEmpty();
    }

    // ---- questions

    /** Whether somebody is there to be asked. */
    public boolean canAsk() {
        return terminal.in() && terminal.err();
    }

    /** Goes on with consent: {@code --yes}, or the answer at the terminal; else the work is refused. */
    public void confirm(String question) {
        if (yes) {
            return;
        }
        if (!canAsk()) {
            throw new NoConsent(
                    "refused: " + question + " needs consent, and nobody is there to ask", "say --yes if you mean it");
        }
        flush();
        toErr(question + " Go on? [y/N] ");
        String answer = readLine();
        if (answer == null || !("y".equalsIgnoreCase(answer.strip()) || "yes".equalsIgnoreCase(answer.strip()))) {
            throw new NoConsent("refused: you did not say yes", null);
        }
    }

    private String readLine() {
        try {
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer", e);
        }
    }
}
