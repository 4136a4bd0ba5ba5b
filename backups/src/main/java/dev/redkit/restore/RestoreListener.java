package dev.redkit.restore;

/** Hears what happens during a restore. */
public interface RestoreListener {
    /** A key that could not be restored, under the name that it was to have. */
    void rejected(int db, byte[] key, String reason);

    /** Something that a person should know. */
    void note(String text);
}
