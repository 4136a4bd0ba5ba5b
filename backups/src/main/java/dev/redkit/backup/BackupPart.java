package dev.redkit.backup;

import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.seal.Passphrase;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;

/**
 * One of the files that a backup consists of. Standard input can be opened once; everything else as often as one likes.
 */
public final class BackupPart {
    private final String place;
    private final String name;
    private final Content content;
    private final Passphrase passphrase;
    private Input once;

    /** What the (plain) bytes of a file are. */
    public enum Content {
        /** An RDB file, and nothing behind it. */
        RDB,
        /** An append-only file that begins with an RDB file, as one file or as the base of several. */
        RDB_AND_COMMANDS,
        COMMANDS
    }

    private BackupPart(String place, String name, Content content, Passphrase passphrase) {
        this.place = place;
        this.name = name;
        this.content = content;
        this.passphrase = passphrase;
    }

    /** A file; the passphrase opens it when it is sealed, and may be null. */
    static BackupPart of(String place, String name, Content content, Passphrase passphrase) {
        return new BackupPart(place, name, content, passphrase);
    }

    /** A stream that cannot be read again: its head, which was read, is put before the rest. */
    static BackupPart once(Input input, byte[] head, Content content) {
        InputStream whole = new SequenceInputStream(new ByteArrayInputStream(head), input.stream());
        BackupPart part = new BackupPart("-", input.name(), content, null);
        part.once = Input.of(input.name(), Progress.UNKNOWN, whole);
        return part;
    }

    /** What to call it before a user. */
    public String name() {
        return name;
    }

    /** Where it lies: a path, a web address, or {@code -}. */
    public String place() {
        return place;
    }

    public Content content() {
        return content;
    }

    /** Its plain bytes: the only place in which the files of backups are opened to be read. */
    public Input open() {
        if (place.equals("-")) {
            Input input = once;
            once = null;
            if (input == null) {
                throw new IllegalStateException("standard input was read already");
            }
            return input;
        }
        return BackupFile.input(place, passphrase);
    }
}
