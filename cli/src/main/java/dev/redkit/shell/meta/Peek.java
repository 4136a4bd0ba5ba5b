package dev.redkit.shell.meta;

import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Words;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.shell.Desk;
import dev.redkit.wire.Reply;
import java.util.List;

/** What a key holds, without ever reading all of it: type, encoding, memory, expiry, how many, and the first ones. */
final class Peek {
    private static final String FIRST = "9";
    private static final String SOME = "10";

    private final Desk desk;

    Peek(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(
                List.of("peek"), "KEY", "type, size, expiry and the first elements; never a whole value", this::run);
    }

    private void run(String rest) {
        List<String> words = Words.of(rest).texts();
        if (words.size() != 1) {
            throw new UsageError("\\peek needs one key");
        }
        String key = words.get(0);
        String type = desk.ask("TYPE", key).text();
        if (type.equals("none")) {
            throw new UsageError("there is no key '" + key + "' in database "
                    + desk.picture().db());
        }
        Value.Fields about = new Value.Fields();
        about.put("key", key).put("type", type);
        about.put("encoding", Replies.of(desk.ask("OBJECT", "ENCODING", key)));
        about.put("memory", Replies.of(desk.ask("MEMORY", "USAGE", key)));
        long ttl = desk.ask("PTTL", key).number();
        about.put("ttl_ms", ttl < 0 ? Value.none() : Value.of(ttl));
        contents(type, key, about);
        desk.show(about);
    }

    private void contents(String type, String key, Value.Fields about) {
        switch (type) {
            case "string" -> {
                about.put("length", Replies.of(desk.ask("STRLEN", key)));
                about.put("begins", Replies.of(desk.ask("GETRANGE", key, "0", "199")));
            }
            case "list" -> some(about, desk.ask("LLEN", key), desk.ask("LRANGE", key, "0", FIRST));
            case "hash" -> some(about, desk.ask("HLEN", key), scanned("HSCAN", key));
            case "set" -> some(about, desk.ask("SCARD", key), scanned("SSCAN", key));
            case "zset" -> some(about, desk.ask("ZCARD", key), desk.ask("ZRANGE", key, "0", FIRST, "WITHSCORES"));
            case "stream" -> some(about, desk.ask("XLEN", key), desk.ask("XRANGE", key, "-", "+", "COUNT", SOME));
            default -> {
                // A type of a module: what is above is all that can be said of it.
            }
        }
    }

    /** A small hash or set comes as a whole whatever COUNT says; so little of it is kept. */
    private Reply scanned(String command, String key) {
        Reply page = desk.ask(command, key, "0", "COUNT", SOME).items().get(1);
        return new Reply.Array(
                List.copyOf(page.items().subList(0, Math.min(20, page.items().size()))));
    }

    private static void some(Value.Fields about, Reply count, Reply first) {
        about.put("elements", Replies.of(count));
        about.put("first", Replies.of(first));
    }
}
