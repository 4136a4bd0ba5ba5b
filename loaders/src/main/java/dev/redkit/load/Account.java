package dev.redkit.load;

/**
 * What became of the records: {@code read = written + skipped + rejected + unconfirmed}, where the last are those that a
 * run which broke off had sent without hearing of them. Kept by one thread; {@link #figures} may be read by any.
 */
public final class Account {
    private long read;
    private long written;
    private long skipped;
    private long rejected;
    private long unconfirmed;
    private volatile Figures figures = new Figures(0, 0, 0, 0, 0);

    /** What it says at one moment. */
    public record Figures(long read, long written, long skipped, long rejected, long unconfirmed) {
        /** Whether every record read is accounted for. */
        public boolean balanced() {
            return read == written + skipped + rejected + unconfirmed;
        }
    }

    /** The figures as last published. */
    public Figures figures() {
        return figures;
    }

    void publish() {
        figures = new Figures(read, written, skipped, rejected, unconfirmed);
    }

    /** Starts where an interrupted run stood. */
    void resume(Figures before) {
        read = before.read();
        written = before.written();
        skipped = before.skipped();
        rejected = before.rejected();
        publish();
    }

    void countRead() {
        read++;
    }

    void countRead(long more) {
        read += more;
    }

    void countWritten(long more) {
        written += more;
    }

    void countSkipped() {
        skipped++;
    }

    void countSkipped(long more) {
        skipped += more;
    }

    void countRejected() {
        rejected++;
    }

    void countRejected(long more) {
        rejected += more;
    }

    void countUnconfirmed(long more) {
        unconfirmed += more;
    }

    /** What was written is not there after all: the file that it was written to is not kept. */
    void takeBack() {
        unconfirmed += written;
        written = 0;
        publish();
    }

    long read() {
        return read;
    }

    long rejected() {
        return rejected;
    }
}
