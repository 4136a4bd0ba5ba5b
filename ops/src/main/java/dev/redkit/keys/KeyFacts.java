package dev.redkit.keys;

import java.nio.charset.StandardCharsets;

/** A key, and what was asked about it; all else is {@link #UNKNOWN}, or null for texts. */
public final class KeyFacts {
    /** Not asked, or not said. */
    public static final long UNKNOWN = Long.MIN_VALUE;
    /** The time to live of a key that stays. */
    public static final long NEVER = -1;

    private final byte[] name;
    private boolean gone;
    private String type;
    private String encoding;
    private long size = UNKNOWN;
    private long ttlMillis = UNKNOWN;
    private long memory = UNKNOWN;
    private long idleSeconds = UNKNOWN;
    private long frequency = UNKNOWN;

    KeyFacts(byte[] name, String type) {
        this.name = name;
        this.type = type;
    }

    /** The name itself; not to be changed. */
    public byte[] name() {
        return name;
    }

    public String type() {
        return type;
    }

    public String encoding() {
        return encoding;
    }

    /** Elements, or bytes of a string. */
    public long size() {
        return size;
    }

    /** Milliseconds to live, or {@link #NEVER}. */
    public long ttlMillis() {
        return ttlMillis;
    }

    /** Whole seconds to live, or {@link #NEVER}. */
    public long ttlSeconds() {
        return ttlMillis < 0 ? ttlMillis : (ttlMillis + 500) / 1000;
    }

    /** Bytes on the server. */
    public long memory() {
        return memory;
    }

    public long idleSeconds() {
        return idleSeconds;
    }

    /** The server's logarithmic measure of how often it is used (LFU). */
    public long frequency() {
        return frequency;
    }

    /** One of the numbers; the time to live in milliseconds. */
    public long number(Fact fact) {
        return switch (fact) {
            case SIZE -> size;
            case TTL -> ttlMillis;
            case MEMORY -> memory;
            case IDLE -> idleSeconds;
            case FREQ -> frequency;
            case TYPE, ENCODING -> UNKNOWN;
        };
    }

    /** Whether it was there no more, or here no more, when it was asked about. */
    boolean gone() {
        return gone;
    }

    void vanish() {
        gone = true;
    }

    void set(Fact fact, long value) {
        switch (fact) {
            case SIZE -> size = value;
            case TTL -> ttlMillis = value;
            case MEMORY -> memory = value;
            case IDLE -> idleSeconds = value;
            case FREQ -> frequency = value;
            case TYPE, ENCODING -> throw new IllegalArgumentException(fact + " is no number");
        }
    }

    void set(Fact fact, String value) {
        if (fact == Fact.TYPE) {
            type = value;
        } else {
            encoding = value;
        }
    }

    /** Its name for a message: control characters and the rest of a long one left out. */
    static String shown(byte[] name) {
        String text =
                new String(name, 0, Math.min(name.length, 60), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "·");
        return "'" + text + (name.length > 60 ? "…'" : "'");
    }
}
