package dev.redkit.tail;

import java.nio.charset.StandardCharsets;

/** Messages for tests that need no server. */
public final class Messages {
    /** 2026-11-21T10:00:00.123Z. */
    public static final long MICROS = 1_795_255_200_123_000L;

    private Messages() {}

    public static Message of(String channel, String payload) {
        return of(channel, payload.getBytes(StandardCharsets.UTF_8));
    }

    public static Message of(String channel, byte[] payload) {
        Message message = new Message();
        message.channel().set(channel.getBytes(StandardCharsets.UTF_8));
        message.payload().set(payload);
        message.micros(MICROS);
        message.node("127.0.0.1:6379");
        return message;
    }
}
