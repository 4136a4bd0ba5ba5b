package dev.redkit.rdb;

import static dev.redkit.rdb.ReferenceServer.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hashes with fields that expire, on servers that have them, and what is said for those that have not. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"rdbcompression no", "sanitize-dump-payload yes"})
final class FieldExpiryPayloadTest {
    private static final String KEY = "made there";
    private static final long FAR = 4_000_000_000_000L;

    private ReferenceServer server;

    @BeforeEach
    void connect(TestServer running) {
        server = new ReferenceServer(running);
    }

    @AfterEach
    void disconnect() {
        server.close();
    }

    @Test
    void someFieldsExpireAndOthersStay() {
        for (int fields : new int[] {1, 2, 10, 511, 512, 513, 2000}) {
            HashEncoder hash = server.payload().hash();
            if (!server.version.hasFieldExpiry()) {
                byte[] field = bytes("f");
                hash.field(field, 0, 1, field, 0, 1);
                assertThatThrownBy(() -> hash.expire(FAR)).isInstanceOf(UsageError.class);
                return;
            }
            compare(fields);
        }
    }

    private void compare(int fields) {
        server.ask("DEL", KEY);
        DumpPayload payload = server.payload();
        HashEncoder hash = payload.hash();
        for (int i = 0; i < fields; i++) {
            byte[] field = bytes("field " + i);
            byte[] value = bytes("" + i * 1000);
            server.ask("HSET", KEY, field, value);
            hash.field(field, 0, field.length, value, 0, value.length);
            if (i % 3 != 1) {
                long expiry = FAR + i * 7919L % 1000;
                server.ask("HPEXPIREAT", KEY, expiry, "FIELDS", "1", field);
                hash.expire(expiry);
            }
        }
        if (fields <= server.limits.hashEntries() && !server.version.isValkey()) {
            server.dumpsTheSame(KEY, payload);
        } else {
            server.holdsTheSame(KEY, payload);
        }
        assertThat(expiries("built here", fields)).isEqualTo(expiries(KEY, fields));
    }

    private List<Long> expiries(String key, int fields) {
        Object[] start = {"HPEXPIRETIME", key, "FIELDS", fields};
        Object[] command = Stream.concat(
                        Arrays.stream(start), IntStream.range(0, fields).mapToObj(i -> "field " + i))
                .toArray();
        return server.ask(command).items().stream().map(Reply::number).toList();
    }
}
