package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The text that {@link Told} makes of a value, made from a server's answers instead. */
final class Answers {
    private static final List<String> KINDS = List.of("string", "list", "set", "zset", "hash", "stream");

    private final Wire wire;
    private final byte[] key;
    private final StringBuilder text = new StringBuilder();

    private Answers(Wire wire, byte[] key) {
        this.wire = wire;
        this.key = key;
    }

    static String of(Wire wire, byte[] key) {
        Answers answers = new Answers(wire, key);
        String type = answers.ask("TYPE").text();
        answers.text.append(KINDS.contains(type) ? type : "module");
        switch (type) {
            case "string" -> answers.items(answers.ask("GET"));
            case "list" -> answers.items(answers.ask("LRANGE", "0", "-1"));
            case "set" -> answers.items(answers.ask("SMEMBERS"));
            case "zset" -> answers.scores();
            case "hash" -> answers.fields();
            case "stream" -> answers.stream();
            default ->
                answers.text
                        .append(" payload of ")
                        .append(payload(answers.ask("DUMP")))
                        .append(" bytes");
        }
        long expireAt = answers.ask("PEXPIRETIME").number();
        return answers.text + (expireAt == Entry.NEVER ? "" : " until " + expireAt);
    }

    private static int payload(Reply dump) {
        return ((Reply.Bulk) dump).bytes().length;
    }

    private Reply ask(String command, String... arguments) {
        byte[][] all = new byte[arguments.length + 2][];
        all[0] = Told.ascii(command);
        all[1] = key;
        for (int i = 0; i < arguments.length; i++) {
            all[i + 2] = Told.ascii(arguments[i]);
        }
        return wire.call(all);
    }

    private void items(Reply reply) {
        flat(reply).forEach(item -> text.append(' ').append(Told.shown(item)));
    }

    private void scores() {
        List<byte[]> all = flat(ask("ZRANGE", "0", "-1", "WITHSCORES"));
        for (int i = 0; i < all.size(); i += 2) {
            double score = new Reply.Dbl(new String(all.get(i + 1), StandardCharsets.US_ASCII)).value();
            text.append(' ').append(Told.shown(all.get(i))).append('=').append(score);
        }
    }

    private void fields() {
        List<byte[]> all = flat(ask("HGETALL"));
        for (int i = 0; i < all.size(); i += 2) {
            text.append(' ').append(Told.shown(all.get(i))).append('=').append(Told.shown(all.get(i + 1)));
            Reply until = wire.call(Told.ascii("HPEXPIRETIME"), key, Told.ascii("FIELDS"), Told.ascii("1"), all.get(i));
            if (!(until instanceof Reply.Err) && until.items().get(0).number() > 0) {
                text.append('@').append(until.items().get(0).number());
            }
        }
    }

    private void stream() {
        for (Reply message : ask("XRANGE", "-", "+").items()) {
            text.append(' ').append(message.items().get(0).text()).append('{');
            List<byte[]> pairs = flat(message.items().get(1));
            for (int i = 0; i < pairs.size(); i += 2) {
                text.append(i == 0 ? "" : ",").append(Told.shown(pairs.get(i)));
                text.append('=').append(Told.shown(pairs.get(i + 1)));
            }
            text.append('}');
        }
        Reply info = wire.call(
                Told.ascii("XINFO"),
                Told.ascii("STREAM"),
                key,
                Told.ascii("FULL"),
                Told.ascii("COUNT"),
                Told.ascii("0"));
        text.append(" last ").append(in(info, "last-generated-id").text());
        text.append(" first ").append(in(info, "recorded-first-entry-id").text());
        text.append(" deleted ").append(in(info, "max-deleted-entry-id").text());
        text.append(" added ").append(in(info, "entries-added").text());
        in(info, "groups").items().forEach(this::group);
    }

    private void group(Reply group) {
        Reply read = in(group, "entries-read");
        text.append(" group ").append(in(group, "name").text());
        text.append(" at ").append(in(group, "last-delivered-id").text());
        text.append(" read ").append(read.isNil() ? "-1" : read.text());
        in(group, "consumers")
                .items()
                .forEach(consumer ->
                        text.append(" consumer ").append(in(consumer, "name").text()));
        for (Reply pending : in(group, "pending").items()) {
            text.append(" pending ").append(pending.items().get(0).text());
            text.append(" of ").append(pending.items().get(1).text());
            text.append(" x").append(pending.items().get(3).text());
        }
    }

    private static Reply in(Reply map, String name) {
        List<Reply> items = map.items();
        for (int i = 0; i < items.size(); i += 2) {
            if (items.get(i).text().equals(name)) {
                return items.get(i + 1);
            }
        }
        throw new IllegalArgumentException("no " + name + " in " + map);
    }

    /** All that is not a collection, whatever it is nested in. */
    static List<byte[]> flat(Reply reply) {
        if (reply instanceof Reply.Bulk bulk) {
            return List.of(bulk.bytes());
        }
        if (reply instanceof Reply.Dbl || reply instanceof Reply.Int) {
            return List.of(Told.ascii(reply.text()));
        }
        List<byte[]> all = new ArrayList<>();
        reply.items().forEach(item -> all.addAll(flat(item)));
        return all;
    }
}
