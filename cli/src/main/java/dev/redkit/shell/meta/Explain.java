package dev.redkit.shell.meta;

import dev.redkit.failure.Failure;
import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Words;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.shell.Desk;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;

/** What a command would cost, before it is sent: its complexity, and how large the keys are that it names. */
final class Explain {
    private static final int MOST_KEYS = 20;

    private final Desk desk;

    Explain(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(
                List.of("explain"),
                "COMMAND…",
                "what a command would cost: complexity, and the size of its keys",
                this::run);
    }

    private void run(String rest) {
        List<String> words = new ArrayList<>(Words.of(rest).texts());
        if (words.isEmpty()) {
            throw new UsageError("\\explain needs a command", "\\explain DEL big:1 big:2");
        }
        Value.Fields about = new Value.Fields();
        desk.describe(words, about);
        about.put("keys_in_database", Replies.of(desk.ask("DBSIZE")));
        List<Value> keys = new ArrayList<>();
        for (String key : keys(words)) {
            if (keys.size() < MOST_KEYS) {
                keys.add(size(key));
            }
        }
        about.put("keys", new Value.Items(keys));
        desk.show(about);
    }

    private List<String> keys(List<String> words) {
        List<String> ask = new ArrayList<>(List.of("COMMAND", "GETKEYS"));
        ask.addAll(words);
        List<String> keys = new ArrayList<>();
        try {
            for (Reply key : desk.ask(ask.toArray(String[]::new)).items()) {
                keys.add(key.text());
            }
        } catch (Failure e) {
            return keys; // a command without keys
        }
        return keys;
    }

    private Value size(String key) {
        String type = desk.ask("TYPE", key).text();
        Value.Fields about = new Value.Fields().put("key", key).put("type", type);
        String count = switch (type) {
            case "string" -> "STRLEN";
            case "list" -> "LLEN";
            case "hash" -> "HLEN";
            case "set" -> "SCARD";
            case "zset" -> "ZCARD";
            case "stream" -> "XLEN";
            default -> null;
        };
        about.put("elements", count == null ? Value.none() : Replies.of(desk.ask(count, key)));
        about.put("memory", type.equals("none") ? Value.none() : Replies.of(desk.ask("MEMORY", "USAGE", key)));
        return about;
    }
}
