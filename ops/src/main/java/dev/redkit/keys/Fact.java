package dev.redkit.keys;

import java.util.Locale;

/** What can be asked of a key; a command each, but for the size, whose command the type decides. */
public enum Fact {
    TYPE("TYPE"),
    /** Elements, or bytes of a string. */
    SIZE("the length commands (STRLEN, LLEN, SCARD, ZCARD, HLEN, XLEN)"),
    TTL("PTTL"),
    MEMORY("MEMORY USAGE"),
    IDLE("OBJECT IDLETIME"),
    FREQ("OBJECT FREQ"),
    ENCODING("OBJECT ENCODING");

    private final String command;

    Fact(String command) {
        this.command = command;
    }

    /** What it is asked with, for messages. */
    public String command() {
        return command;
    }

    /** Its name in expressions and columns. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
