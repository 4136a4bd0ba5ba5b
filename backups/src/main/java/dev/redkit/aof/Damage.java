package dev.redkit.aof;

/**
 * A range of bytes of a file that a repaired copy does not have.
 *
 * @param to where it goes on; the file's size when nothing behind it could be used
 * @param what was wrong there
 * @param command what can still be read of the command that was hit, or null
 * @param whole commands that can be read, but belong to a transaction that was hit
 * @param select whether the range may have said that what follows belongs to another database
 */
public record Damage(AofPart part, long from, long to, String what, String command, long whole, boolean select) {
    public long bytes() {
        return to - from;
    }
}
