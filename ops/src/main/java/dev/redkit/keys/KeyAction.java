package dev.redkit.keys;

import dev.redkit.restore.KeyNames;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What to do with a key: one command, and what its answer means. */
public interface KeyAction {
    /** The command for a key; null when there is nothing to do with it. */
    byte[][] command(byte[] name);

    /** What is done, in words: {@code delete}. */
    String verb();

    /** Why a command may have answered 0: nothing was changed. */
    default String nothing() {
        return "gone meanwhile";
    }

    /** Whether keys get another time to live, so that the one which they have does not matter. */
    default boolean setsExpiry() {
        return false;
    }

    /** Removes keys; at once, or in the background (UNLINK). */
    static KeyAction delete(boolean background) {
        byte[] word = word(background ? "UNLINK" : "DEL");
        return of(background ? "unlink" : "delete", "gone meanwhile", name -> new byte[][] {word, name});
    }

    /** Gives keys a time to live in milliseconds, spread over {@code spread} more, so that not all end at once. */
    static KeyAction expire(long millis, long spread) {
        byte[] word = word("PEXPIRE");
        return new Simple("expire", "gone meanwhile", true, name -> new byte[][] {
            word, name, word(Long.toString(millis + (spread == 0 ? 0 : Math.floorMod(mixed(name), spread + 1))))
        });
    }

    /** By the name, so that a key that is met twice gets the same. */
    private static long mixed(byte[] name) {
        long hash = Arrays.hashCode(name) * 0x9E37_79B9_7F4A_7C15L;
        return hash ^ hash >>> 32;
    }

    /** Takes their time to live away. */
    static KeyAction persist() {
        byte[] word = word("PERSIST");
        return of("persist", "without a time to live, or gone", name -> new byte[][] {word, name});
    }

    /** Gives them other names, and replaces no key. */
    static KeyAction rename(KeyNames names) {
        byte[] word = word("RENAMENX");
        return of("rename", "the new name is taken", name -> {
            byte[] other = names.of(name);
            return Arrays.equals(name, other) ? null : new byte[][] {word, name, other};
        });
    }

    /** Makes copies under other names. */
    static KeyAction copy(KeyNames names, boolean replace) {
        byte[] word = word("COPY");
        return of("copy", "gone, or the new name is taken", name -> {
            byte[] other = names.of(name);
            if (Arrays.equals(name, other)) {
                return null;
            }
            return replace ? new byte[][] {word, name, other, word("REPLACE")} : new byte[][] {word, name, other};
        });
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The command for each name. */
    interface Commands {
        byte[][] of(byte[] name);
    }

    private static KeyAction of(String verb, String nothing, Commands commands) {
        return new Simple(verb, nothing, false, commands);
    }

    /** One that is put together from its parts. */
    record Simple(String verb, String nothing, boolean setsExpiry, Commands commands) implements KeyAction {
        @Override
        public byte[][] command(byte[] name) {
            return commands.of(name);
        }
    }
}
