package dev.redkit.rdb;

import static dev.redkit.rdb.ReferenceServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.StreamState.Consumer;
import dev.redkit.entry.StreamState.Group;
import dev.redkit.entry.StreamState.Pending;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"rdbcompression no", "sanitize-dump-payload yes"})
final class StreamPayloadTest {
    private static final String KEY = "made there";

    private ReferenceServer server;
    private StreamEncoder stream;
    private DumpPayload payload;

    @BeforeEach
    void connect(TestServer running) {
        server = new ReferenceServer(running);
        begin(server.payload());
    }

    private void begin(DumpPayload fresh) {
        server.ask("DEL", KEY);
        payload = fresh;
        stream = payload.stream();
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    private void add(long millis, long sequence, String... pairs) {
        List<byte[]> arguments = new ArrayList<>(List.of(bytes(new StreamId(millis, sequence).toString())));
        stream.message(millis, sequence);
        for (String word : pairs) {
            arguments.add(bytes(word));
            stream.word(bytes(word), 0, bytes(word).length);
        }
        server.ask("XADD", KEY, arguments);
    }

    @Test
    void messagesWithTheSameFieldsShareThem() {
        for (int count : new int[] {1, 2, 99, 100, 101, 250}) {
            begin(payload);
            for (int i = 0; i < count; i++) {
                add(1_700_000_000_000L + i * 37L, i % 3, "name", "value " + i, "n", "" + i);
            }
            server.dumpsTheSame(KEY, payload);
        }
    }

    @Test
    void fieldsMayChangeFromMessageToMessage() {
        Random random = new Random(9);
        for (int i = 1; i < 700; i++) {
            String[] pairs = new String[2 + 2 * random.nextInt(3)];
            for (int word = 0; word < pairs.length; word++) {
                pairs[word] = word % 2 == 0 ? "f" + random.nextInt(3) : "x".repeat(random.nextInt(90));
            }
            add(i / 4, i, pairs);
        }
        server.dumpsTheSame(KEY, payload);
    }

    @Test
    void nodesEndBeforeTheyAreTooLarge() {
        for (int length = 3900; length < 4110; length += 3) {
            begin(payload);
            add(5, 0, "f", "y".repeat(length));
            add(5, 1, "f", "z");
            add(6, 0, "f", "y".repeat(20));
            server.dumpsTheSame(KEY, payload);
        }
    }

    @Test
    void idsAreUnsignedAndOfAnySize() {
        add(0, 1, "a", "b");
        add(0, 300, "a", "b");
        add(70_000, 0, "a", "b");
        add(70_000, Long.MAX_VALUE, "a", "b");
        add(70_000, -1, "a", "b");
        add(Long.MAX_VALUE, 5, "a", "b");
        add(-1, -1, "a", "b");
        server.dumpsTheSame(KEY, payload);
    }

    @Test
    void nodesOfOtherSizes() {
        for (Map<String, String> config : List.of(
                Map.of("stream-node-max-entries", "1000", "stream-node-max-bytes", "0"),
                Map.of("stream-node-max-entries", "0", "stream-node-max-bytes", "60000"),
                Map.of("stream-node-max-entries", "1", "stream-node-max-bytes", "4096"))) {
            config.forEach((name, value) -> server.ask("CONFIG", "SET", name, value));
            begin(new DumpPayload(server.version, EncodingLimits.of(config)));
            for (int i = 1; i < 6000; i++) {
                add(i, 0, "f", "" + i);
            }
            server.dumpsTheSame(KEY, payload);
        }
        server.ask("CONFIG", "SET", "stream-node-max-entries", "100");
        server.ask("CONFIG", "SET", "stream-node-max-bytes", "4096");
    }

    @Test
    void takesOnlyGreaterIds() {
        assertThat(stream.takes(0, 0)).isFalse();
        stream.message(5, 5);
        assertThat(stream.takes(5, 5)).isFalse();
        assertThat(stream.takes(4, 6)).isFalse();
        assertThat(stream.takes(5, 6)).isTrue();
        assertThatThrownBy(() -> stream.message(5, 5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void groupsComeWithTheirConsumersAndWhatIsPending() {
        for (int i = 1; i <= 5; i++) {
            add(i, 0, "f", "v");
        }
        byte[] late = bytes("late");
        byte[] early = bytes("early");
        long then = 1_700_000_000_000L;
        Group empty = new Group(bytes("zero"), StreamId.ZERO, 0, List.of(), List.of());
        Group busy = new Group(
                bytes("busy"),
                new StreamId(3, 0),
                3,
                List.of(
                        new Pending(new StreamId(3, 0), early, then, 1),
                        new Pending(new StreamId(1, 0), late, then + 1, 7)),
                List.of(new Consumer(late, then, then), new Consumer(early, then, -1)));
        stream.state(
                new StreamState(new StreamId(9, 0), new StreamId(1, 0), new StreamId(8, 0), 6, List.of(empty, busy)));
        payload.seal();
        server.ask("RESTORE", "copy", "0", payload.copy());
        Reply groups = server.ask("XINFO", "GROUPS", "copy");
        assertThat(groups.items()).hasSize(2);
        assertThat(groups.items().get(0).items().get(1).text()).isEqualTo("busy");
        List<Reply> pending =
                server.ask("XPENDING", "copy", "busy", "-", "+", "10").items();
        assertThat(pending.get(0).items().get(0).text()).isEqualTo("1-0");
        assertThat(pending.get(0).items().get(1).text()).isEqualTo("late");
        assertThat(pending.get(0).items().get(3).number()).isEqualTo(7);
        assertThat(pending.get(1).items().get(1).text()).isEqualTo("early");
        assertThat(server.dump("copy")).isEqualTo(payload.copy());
    }
}
