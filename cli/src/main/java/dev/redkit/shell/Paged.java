package dev.redkit.shell;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;

/**
 * A screen that turns into a pager when more comes than it holds: until then the output waits here, at most a screenful.
 * What comes later goes to the pager as fast as that takes it, so a long reply is nowhere as a whole.
 */
final class Paged extends OutputStream {
    /** Starts the pager; what it reads is written to its standard input. */
    interface Start {
        Process start() throws IOException;
    }

    private final OutputStream screen;
    private final int rows;
    private final int columns;
    private final Start start;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private int row;
    private int column;
    private boolean escape;
    private Process pager;
    private boolean plain;

    Paged(OutputStream screen, int rows, int columns, Start start) {
        this.screen = screen;
        this.rows = rows;
        this.columns = Math.max(1, columns);
        this.start = start;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        if (pager == null && !plain) {
            for (int i = offset; i < offset + count && row < rows - 1; i++) {
                see(bytes[i]);
            }
            if (row < rows - 1) {
                waiting.write(bytes, offset, count);
                return;
            }
            open();
        }
        (plain ? screen : pager.getOutputStream()).write(bytes, offset, count);
    }

    private void open() throws IOException {
        try {
            pager = start.start();
        } catch (IOException e) {
            plain = true; // no such program: the screen scrolls
        }
        waiting.writeTo(plain ? screen : pager.getOutputStream());
        waiting.reset();
    }

    /** Counts rows as a terminal does; escape sequences and the later bytes of a character take no room. */
    private void see(byte one) {
        if (escape) {
            escape = !(one >= '@' && one <= '~' && one != '[');
        } else if (one == 27) {
            escape = true;
        } else if (one == '\n') {
            row++;
            column = 0;
        } else if ((one & 0xc0) != 0x80 && ++column > columns) {
            row++;
            column = 1;
        }
    }

    /** Whether somebody else has the screen now. */
    boolean paging() {
        return pager != null && pager.isAlive();
    }

    @Override
    public void flush() throws IOException {
        if (pager != null && !plain) {
            pager.getOutputStream().flush();
        }
    }

    @Override
    public void close() throws IOException {
        if (pager != null && !plain) {
            try {
                pager.getOutputStream().close();
            } catch (IOException e) {
                // It has been left before the end, which is what pagers are for.
            }
            try {
                pager.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while the pager was open");
            }
        } else {
            waiting.writeTo(screen);
            waiting.reset();
            screen.flush();
        }
    }
}
