package dev.redkit.render;

import dev.redkit.wire.Reply;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Replies as values, in one form for every command: numbers as numbers, text where it is UTF-8, maps as fields. A map
 * whose keys are not distinct texts stays a list of pairs.
 */
public final class Replies {
    private Replies() {}

    /**
     * The reply to a command; the texts in which the server packs tables (INFO and its kin) are unpacked, and what is a map
     * is one over RESP2 too.
     */
    public static Value of(List<String> command, Reply reply) {
        Blobs blob = Blobs.of(command);
        if (blob == null) {
            return of(MapForm.of(command).shaped(reply));
        }
        boolean text = reply instanceof Reply.Bulk || reply instanceof Reply.Verbatim;
        return text ? blob.parse(reply.text()) : blob == Blobs.CLUSTER_NODES ? nodes(reply) : of(reply);
    }

    /** CLUSTER REPLICAS has a list of the lines of CLUSTER NODES. */
    private static Value nodes(Reply reply) {
        if (!(reply instanceof Reply.Array lines)) {
            return of(reply);
        }
        StringBuilder text = new StringBuilder();
        lines.items().forEach(line -> text.append(line.text()).append('\n'));
        return Blobs.CLUSTER_NODES.parse(text.toString());
    }

    /** A reply as it came. */
    public static Value of(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return ofBytes(bulk.bytes());
        } else if (reply instanceof Reply.Simple simple) {
            return Value.of(simple.text());
        } else if (reply instanceof Reply.Int number) {
            return Value.of(number.value());
        } else if (reply instanceof Reply.Pairs pairs) {
            return pairs(pairs.items());
        } else if (reply instanceof Reply.Array || reply instanceof Reply.Members || reply instanceof Reply.Push) {
            return list(reply.items());
        } else if (reply instanceof Reply.Dbl number) {
            return number(number.text());
        } else if (reply instanceof Reply.BigNumber number) {
            return new Value.Num(number.text());
        } else if (reply instanceof Reply.Bool bool) {
            return Value.of(bool.value());
        } else if (reply instanceof Reply.Verbatim verbatim) {
            return Value.of(verbatim.text());
        } else if (reply instanceof Reply.Err error) {
            return new Value.Failed(error.code(), error.message());
        }
        return Value.none();
    }

    private static Value number(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf" -> Value.of("inf");
            case "-inf" -> Value.of("-inf");
            case "nan", "-nan" -> Value.of("nan");
            default -> new Value.Num(text);
        };
    }

    /** Text if the bytes are UTF-8, else the bytes. */
    public static Value ofBytes(byte[] bytes) {
        String text = utf8(bytes);
        return text == null ? new Value.Blob(bytes) : Value.of(text);
    }

    private static String utf8(byte[] bytes) {
        int at = 0;
        while (at < bytes.length && bytes[at] >= 0) {
            at++;
        }
        if (at == bytes.length) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static Value list(List<Reply> items) {
        List<Value> values = new ArrayList<>(items.size());
        for (Reply item : items) {
            values.add(of(item));
        }
        return new Value.Items(values);
    }

    private static Value pairs(List<Reply> items) {
        Value.Fields fields = new Value.Fields();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            String key = key(items.get(i));
            if (key == null || !seen.add(key)) {
                return listOfPairs(items);
            }
            fields.put(key, of(items.get(i + 1)));
        }
        return fields;
    }

    private static String key(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return utf8(bulk.bytes());
        }
        boolean text = reply instanceof Reply.Simple || reply instanceof Reply.Int || reply instanceof Reply.Dbl;
        return text ? reply.text() : null;
    }

    private static Value listOfPairs(List<Reply> items) {
        List<Value> pairs = new ArrayList<>(items.size() / 2);
        for (int i = 0; i + 1 < items.size(); i += 2) {
            pairs.add(list(items.subList(i, i + 2)));
        }
        return new Value.Items(pairs);
    }
}
