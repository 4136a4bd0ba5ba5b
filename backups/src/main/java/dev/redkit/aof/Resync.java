package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * Finds where commands begin again behind damage. A place counts when what begins there reads as {@value #ENOUGH} commands
 * that are known by name, or as fewer of them up to the very end of the file: a value that happens to hold a command does
 * not. Of a transaction that was hit nothing is used, up to its EXEC.
 */
final class Resync {
    private static final int ENOUGH = 8;
    private static final int WINDOW = 1 << 20;
    private static final int OVERLAP = 64;
    private static final int SHOWN = 160;

    private final AofPart part;
    private boolean inTransaction;
    private String command;
    private long whole;
    private boolean select;

    /** The damage may lie in a transaction, whose end has to be found. */
    Resync(AofPart part, boolean inTransaction) {
        this.part = part;
        this.inTransaction = inTransaction;
    }

    /**
     * Where to go on; the file's size when nothing more can be used.
     *
     * @param from the first byte of the command that cannot be read
     */
    long find(long from) throws IOException {
        try (FileChannel channel = FileChannel.open(part.file(), StandardOpenOption.READ)) {
            long size = channel.size();
            command = text(channel, Math.min(from, size));
            return search(channel, Math.min(from + 1, size), size);
        }
    }

    private long search(FileChannel channel, long from, long size) throws IOException {
        ByteBuffer window = ByteBuffer.allocate(WINDOW);
        long start = from;
        while (start < size) {
            window.clear();
            while (window.hasRemaining() && channel.read(window, start + window.position()) > 0) {
                // Fill it.
            }
            int end = window.position();
            long found = search(window.array(), end, start);
            if (found >= 0) {
                return found;
            }
            if (end < WINDOW) {
                break;
            }
            start += WINDOW - OVERLAP;
        }
        return size;
    }

    private long search(byte[] bytes, int end, long start) throws IOException {
        for (int i = 0; i < end; i++) {
            if (bytes[i] == '*' && looksLikeCommand(bytes, i + 1, end)) {
                long place = begins(start + i);
                if (place >= 0) {
                    return place;
                }
            }
            select |= bytes[i] == '$' && begins(bytes, i, end, "$6\r\nSELECT");
            inTransaction |= bytes[i] == '$' && begins(bytes, i, end, "$5\r\nMULTI");
        }
        return -1;
    }

    /** Digits, a line's end, the mark of an argument: what hardly anything else has. */
    private static boolean looksLikeCommand(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
            at++;
        }
        return at > from && begins(bytes, at, end, "\r\n$");
    }

    private static boolean begins(byte[] bytes, int at, int end, String word) {
        if (at + word.length() > end) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            boolean letter = c >= 'A';
            if (letter ? (bytes[at + i] & 0xdf) != c : bytes[at + i] != c) {
                return false;
            }
        }
        return true;
    }

    /** Whether commands begin there: where to go on, or -1. */
    private long begins(long place) throws IOException {
        long afterExec = -1;
        int known = 0;
        boolean multi = false;
        try (InputStream in = AofRepair.open(part, place);
                AofReader reader = AofReader.from(in, part.name(), place)) {
            while ((known < ENOUGH || (inTransaction && afterExec < 0 && !multi)) && reader.next()) {
                if (!CommandKeys.knows(reader.name())) {
                    return known < ENOUGH ? -1 : place;
                }
                known++;
                multi |= reader.name().equals("MULTI");
                if (reader.name().equals("EXEC") && !multi && afterExec < 0) {
                    reader.brief(Briefs.LONGEST);
                    afterExec = reader.position();
                    whole = known;
                }
            }
        } catch (BadInput e) {
            if (known < ENOUGH) {
                whole = 0;
                return -1;
            }
        }
        return known == 0 ? -1 : afterExec < 0 ? place : afterExec;
    }

    private static String text(FileChannel channel, long from) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(SHOWN);
        channel.read(bytes, from);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes.position(); i++) {
            int c = bytes.get(i) & 0xff;
            boolean shown = c >= 32 && c < 127;
            if (shown || (text.length() > 0 && text.charAt(text.length() - 1) != ' ')) {
                text.append(shown ? (char) c : ' ');
            }
        }
        return text.toString().strip();
    }

    /** What stands where the damage begins. */
    String command() {
        return command;
    }

    /** Commands that could be read, but belong to a transaction that was hit. */
    long whole() {
        return whole;
    }

    /** Whether another database may have been selected where the damage is. */
    boolean select() {
        return select;
    }
}
