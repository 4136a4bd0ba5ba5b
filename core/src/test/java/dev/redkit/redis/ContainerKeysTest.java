package dev.redkit.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Keys of subcommands, from what {@code COMMAND INFO HIMPORT} answers as Redis 8.10 documents it; no such server ran. */
final class ContainerKeysTest {
    private static final Reply NONE = list();

    private static final CommandShape HIMPORT = CommandShape.read(list(
            text("himport"),
            number(-2),
            NONE,
            number(0),
            number(0),
            number(0),
            NONE,
            NONE,
            NONE,
            list(prepare(), set())));

    private static Reply prepare() {
        return list(
                text("himport|prepare"),
                number(-4),
                list(text("denyoom")),
                number(0),
                number(0),
                number(0),
                NONE,
                NONE,
                NONE,
                NONE);
    }

    private static Reply set() {
        Reply begin = list(text("type"), text("index"), text("spec"), list(text("index"), number(2)));
        Reply range = list(text("lastkey"), number(0), text("keystep"), number(1), text("limit"), number(0));
        Reply find = list(text("type"), text("range"), text("spec"), range);
        Reply spec = list(
                text("flags"), list(text("OW"), text("update")), text("begin_search"), begin, text("find_keys"), find);
        return list(
                text("himport|set"),
                number(-5),
                list(text("write"), text("denyoom")),
                number(2),
                number(2),
                number(1),
                NONE,
                NONE,
                list(spec),
                NONE);
    }

    private static Reply list(Reply... items) {
        return new Reply.Array(List.of(items));
    }

    private static Reply text(String text) {
        return new Reply.Bulk(text.getBytes(US_ASCII));
    }

    private static Reply number(long value) {
        return new Reply.Int(value);
    }

    @Test
    void theKeyOfHimportSetIsItsThirdWord() {
        CommandBuffer buffer = new CommandBuffer(64).command("HIMPORT", "SET", "user:1", "redkit", "Ada", "36");
        RespArgs args = new RespArgs().reset(buffer.array(), 0, buffer.length());
        int key = HIMPORT.firstKey(args);
        assertThat(key).isEqualTo(2);
        assertThat(args.has(key)).isTrue();
        byte[] found = Arrays.copyOfRange(args.array(key), args.offset(key), args.offset(key) + args.length(key));
        assertThat(found).asString(US_ASCII).isEqualTo("user:1");
    }

    @Test
    void himportPrepareHasNone() {
        CommandBuffer buffer = new CommandBuffer(64).command("himport", "prepare", "redkit", "name", "age");
        assertThat(HIMPORT.firstKey(new RespArgs().reset(buffer.array(), 0, buffer.length())))
                .isEqualTo(KeySpec.NONE);
    }
}
