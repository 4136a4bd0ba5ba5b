package dev.redkit.export;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;

/** A keyspace with every native type, any bytes, expiries, streams with all they remember, and big values. */
final class Everything {
    private static final String BIG = """
            for i = 1, tonumber(ARGV[1]) do
                redis.call('RPUSH', 'big:list', 'item ' .. i)
                redis.call('SADD', 'big:set', 'member ' .. i)
                redis.call('ZADD', 'big:zset', i / 3, 'member ' .. i)
                redis.call('HSET', 'big:hash', 'field ' .. i, 'value ' .. i)
                redis.call('XADD', 'big:stream', i .. '-1', 'field', i)
            end
            redis.call('XGROUP', 'CREATE', 'big:stream', 'group', '0')
            redis.call('XREADGROUP', 'GROUP', 'group', 'reader', 'COUNT', 1500, 'STREAMS', 'big:stream', '>')
            redis.call('SETRANGE', 'big:string', 3000000, string.rep('ä', 700000))
            """;

    private Everything() {}

    /** Fills an empty server; the big values have that many elements. */
    static void into(TestServer server, int elements) {
        try (Wire wire = Wire.open(server.target())) {
            small(wire);
            binary(wire);
            streams(wire);
            if (server.flavour() != Flavour.EMBEDDED) {
                say(wire, "HSET", "hash:expiring", "f", "v", "g", "w", "h", "x");
                say(wire, "HPEXPIREAT", "hash:expiring", "4102444800000", "FIELDS", "2", "f", "g");
            }
            if (elements > 0) {
                say(wire, "EVAL", BIG, "0", Integer.toString(elements));
            }
        }
    }

    private static void small(Wire wire) {
        say(wire, "SET", "string", "text");
        say(wire, "SET", "string:empty", "");
        say(wire, "SET", "string:number", "-12");
        say(wire, "SET", "string:expiring", "soon", "PXAT", "4102444800123");
        say(wire, "SET", "string:quotes", "a \"b\" \\ c\r\n,;\td\u0001é数😀");
        say(wire, "SET", "", "the key has no name");
        say(wire, "RPUSH", "list", "a", "b", "a", "", "2");
        say(wire, "EXPIREAT", "list", "4102444800");
        say(wire, "SADD", "set", "a", "b", "");
        say(wire, "SADD", "set:numbers", "1", "2", "-3");
        say(
                wire, "ZADD", "zset", "1", "one", "1.1", "more", "-0", "zero", "1e300", "much", "inf", "all", "-inf",
                "none");
        say(wire, "ZADD", "zset:fine", "0.1", "a", "3.0000000000000004", "b", "5e-324", "c", "123456789012345680", "d");
        say(wire, "HSET", "hash", "name", "Ada", "empty", "", "", "no name", "$base64", "x");
        say(wire, "SET", "{\"key\":\"odd\"}", "{\"$base64\":\"x\"}");
    }

    private static void binary(Wire wire) {
        byte[] all = new byte[256];
        for (int i = 0; i < 256; i++) {
            all[i] = (byte) i;
        }
        byte[] key = {'b', 0, (byte) 0xff, '\r', '\n', ',', '"'};
        say(wire, bytes("SET"), key, all);
        say(wire, bytes("RPUSH"), bytes("binary:list"), all, new byte[] {(byte) 0xc3}, bytes("x"));
        say(wire, bytes("SADD"), bytes("binary:set"), all, new byte[] {(byte) 0x80});
        say(wire, bytes("ZADD"), bytes("binary:zset"), bytes("1"), all);
        say(wire, bytes("HSET"), bytes("binary:hash"), all, all, bytes("text"), all);
        say(wire, bytes("XADD"), bytes("binary:stream"), bytes("1-1"), all, all);
        say(wire, bytes("XGROUP"), bytes("CREATE"), bytes("binary:stream"), all, bytes("0"));
        say(wire, "PFADD", "hll", "a", "b", "c");
        say(wire, "GEOADD", "geo", "13.361389", "38.115556", "Palermo");
    }

    private static void streams(Wire wire) {
        say(wire, "XADD", "stream", "1-1", "a", "1");
        say(wire, "XADD", "stream", "1-2", "a", "2", "b", "");
        say(wire, "XADD", "stream", "18446744073709551614-18446744073709551615", "c", "3");
        say(wire, "XGROUP", "CREATE", "stream", "readers", "0");
        say(wire, "XREADGROUP", "GROUP", "readers", "ann", "COUNT", "2", "STREAMS", "stream", ">");
        say(wire, "XREADGROUP", "GROUP", "readers", "bob", "COUNT", "2", "STREAMS", "stream", ">");
        say(wire, "XGROUP", "CREATECONSUMER", "stream", "readers", "idle");
        say(wire, "XGROUP", "CREATE", "stream", "late", "$");
        say(wire, "XADD", "stream:emptied", "5-5", "a", "1");
        say(wire, "XDEL", "stream:emptied", "5-5");
        say(wire, "XGROUP", "CREATE", "stream:new", "group", "0", "MKSTREAM");
        say(wire, "XADD", "stream:holes", "1-1", "a", "1");
        say(wire, "XADD", "stream:holes", "2-1", "a", "1");
        say(wire, "XADD", "stream:holes", "3-1", "a", "1");
        say(wire, "XDEL", "stream:holes", "2-1");
        say(wire, "PEXPIREAT", "stream:holes", "4102444800321");
    }

    private static void say(Wire wire, String... command) {
        wire.demand(command);
    }

    private static void say(Wire wire, byte[]... command) {
        Reply reply = wire.call(command);
        if (reply instanceof Reply.Err error) {
            throw new AssertionError(error.message());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
