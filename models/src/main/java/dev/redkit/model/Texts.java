package dev.redkit.model;

import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Bytes of the server as text, for those that are meant as text. */
final class Texts {
    private Texts() {}

    static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Names and values in turn, as in a hash or an entry of a stream. */
    static Map<String, String> fields(Reply reply) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (Iterator<Reply> parts = reply.items().iterator(); parts.hasNext(); ) {
            fields.put(parts.next().text(), parts.next().text());
        }
        return fields;
    }
}
