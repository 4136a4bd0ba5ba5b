package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real server that says how values look when it has made them itself. */
final class ReferenceServer implements AutoCloseable {
    private static final String BUILT = "built here";

    private final Wire wire;
    final WriteVersion version;
    final EncodingLimits limits;

    ReferenceServer(TestServer server) {
        wire = Wire.open(server.plainTarget());
        wire.demand("FLUSHALL");
        wire.demand("SET", "any", "thing");
        byte[] dump = dump("any");
        version = new WriteVersion(dump[dump.length - 10]);
        limits = EncodingLimits.of(config());
    }

    DumpPayload payload() {
        return new DumpPayload(version, limits);
    }

    private Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        for (String pattern : List.of("*-max-*", "list-compress-depth")) {
            List<Reply> items = wire.call("CONFIG", "GET", pattern).items();
            for (int i = 0; i < items.size(); i += 2) {
                config.put(items.get(i).text(), items.get(i + 1).text());
            }
        }
        return config;
    }

    Reply ask(Object... words) {
        List<byte[]> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word instanceof byte[] bytes ? bytes : bytes(word.toString()));
        }
        Reply reply = wire.call(command.toArray(byte[][]::new));
        assertThat(reply).as("%s", words[0]).isNotInstanceOf(Reply.Err.class);
        return reply;
    }

    Reply ask(String name, String key, List<byte[]> arguments) {
        List<Object> words = new ArrayList<>(List.of(name, key));
        words.addAll(arguments);
        return ask(words.toArray());
    }

    byte[] dump(String key) {
        return ((Reply.Bulk) ask("DUMP", key)).bytes();
    }

    /** The payload is byte for byte what the server dumps for its own key, and it takes it. */
    void dumpsTheSame(String key, DumpPayload payload) {
        payload.seal();
        assertThat(payload.copy()).as("%s on %s", key, version).isEqualTo(dump(key));
        restores(key, payload);
    }

    /** The server takes the payload and then has the same value as in its own key. */
    void holdsTheSame(String key, DumpPayload payload) {
        payload.seal();
        restores(key, payload);
        assertThat(ask("OBJECT", "ENCODING", BUILT).text())
                .isEqualTo(ask("OBJECT", "ENCODING", key).text());
    }

    private void restores(String key, DumpPayload payload) {
        ask("RESTORE", BUILT, "0", payload.copy(), "REPLACE");
        assertThat(digest(BUILT)).as("digest of %s", key).isEqualTo(digest(key));
    }

    String digest(String key) {
        return ask("DEBUG", "DIGEST-VALUE", key).items().get(0).text();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        wire.close();
    }
}
