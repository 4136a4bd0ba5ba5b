package dev.redkit.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.console.RecordedConsole;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private static Reply bulk(String text) {
        return new Reply.Bulk(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String json(Reply reply) {
        return JsonRenderer.compact(Replies.of(reply));
    }

    @Test
    void numbersAreNumbers() {
        assertThat(json(new Reply.Int(Long.MAX_VALUE))).isEqualTo("9223372036854775807");
        assertThat(json(new Reply.Dbl("0.10000000000000001"))).isEqualTo("0.10000000000000001");
        assertThat(json(new Reply.Dbl("inf"))).isEqualTo("\"inf\"");
        assertThat(json(new Reply.Dbl("-inf"))).isEqualTo("\"-inf\"");
        assertThat(json(new Reply.Dbl("nan"))).isEqualTo("\"nan\"");
        assertThat(json(new Reply.BigNumber("123456789012345678901234567890")))
                .isEqualTo("123456789012345678901234567890");
    }

    @Test
    void textIsTextAndBytesAreBase64() {
        assertThat(json(bulk("é"))).isEqualTo("\"é\"");
        assertThat(json(new Reply.Bulk(new byte[] {(byte) 0xc3, 0x28}))).isEqualTo("{\"$base64\":\"wyg=\"}");
        assertThat(json(new Reply.Bulk(new byte[0]))).isEqualTo("\"\"");
    }

    @Test
    void mapsAreObjectsUnlessTheirKeysForbid() {
        assertThat(json(new Reply.Pairs(List.of(bulk("a"), new Reply.Int(1), bulk("b"), new Reply.Bool(true)))))
                .isEqualTo("{\"a\":1,\"b\":true}");
        assertThat(json(new Reply.Pairs(List.of(new Reply.Bulk(new byte[] {(byte) 0xff}), new Reply.Int(1)))))
                .isEqualTo("[[{\"$base64\":\"/w==\"},1]]");
    }

    @Test
    void anErrorAmongTheElementsIsMarked() {
        assertThat(json(new Reply.Array(List.of(new Reply.Simple("OK"), new Reply.Err("WRONGTYPE no")))))
                .isEqualTo("[\"OK\",{\"$error\":{\"code\":\"WRONGTYPE\",\"message\":\"WRONGTYPE no\"}}]");
    }

    @Test
    void unpacksInfo() {
        Value info = Blobs.INFO.parse("# Server\r\nredis_version:7.0.15\r\nhz:10\r\nexecutable:\r\n\r\n# Keyspace\r\n"
                + "db0:keys=2,expires=0,avg_ttl=0\r\n# Commandstats\r\ncmdstat_get:calls=1,usec_per_call=3.50\r\n");
        assertThat(JsonRenderer.compact(info))
                .isEqualTo("{\"server\":{\"redis_version\":\"7.0.15\",\"hz\":10,\"executable\":\"\"},"
                        + "\"keyspace\":{\"db0\":{\"keys\":2,\"expires\":0,\"avg_ttl\":0}},"
                        + "\"commandstats\":{\"cmdstat_get\":{\"calls\":1,\"usec_per_call\":3.50}}}");
    }

    @Test
    void unpacksClusterNodes() {
        Value nodes = Replies.of(
                List.of("cluster", "nodes"),
                bulk("abc 127.0.0.1:7000@17000 myself,master - 0 1 2 connected 0-5460 5462\n"));
        assertThat(JsonRenderer.compact(nodes))
                .isEqualTo("[{\"id\":\"abc\",\"address\":\"127.0.0.1:7000@17000\",\"flags\":[\"myself\",\"master\"],"
                        + "\"master\":null,\"ping_sent\":0,\"pong_received\":1,\"epoch\":2,\"link\":\"connected\","
                        + "\"slots\":[\"0-5460\",\"5462\"]}]");
    }

    @Test
    void unpacksClientList() {
        Value clients = Replies.of(
                List.of("CLIENT", "LIST"),
                new Reply.Verbatim("txt", "id=3 addr=127.0.0.1:1 name= age=0\nid=4 addr=x name=a age=1\n"));
        assertThat(JsonRenderer.compact(clients))
                .isEqualTo("[{\"id\":3,\"addr\":\"127.0.0.1:1\",\"name\":\"\",\"age\":0},"
                        + "{\"id\":4,\"addr\":\"x\",\"name\":\"a\",\"age\":1}]");
    }

    @Test
    void showsTreesToPeople() {
        Reply nested = new Reply.Array(List.of(
                bulk("a"),
                new Reply.Array(List.of(new Reply.Int(1), new Reply.Dbl("1.5"))),
                new Reply.Pairs(List.of(bulk("k"), bulk("1"), bulk("long"), new Reply.Array(List.of()))),
                new Reply.Err("ERR no")));
        RecordedConsole recorded = new RecordedConsole();
        ReplyView.show(List.of(), nested, ReplyStyle.of(recorded.console()), text -> {
            recorded.console().line(text);
            return true;
        });
        assertThat(recorded.out()).isEqualTo("""
                        1) "a"
                        2) 1) 1
                           2) 1.5
                        3) k     "1"
                           long  (empty)
                        4) (error) ERR no
                        """);
    }
}
