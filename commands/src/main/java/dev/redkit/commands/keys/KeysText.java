package dev.redkit.commands.keys;

import dev.redkit.io.ByteSizes;
import dev.redkit.io.Durations;
import dev.redkit.keys.Fact;
import dev.redkit.keys.KeyFacts;
import dev.redkit.render.Column;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Keys and what is known of them, as rows: the same for people and for machines. */
final class KeysText {
    private KeysText() {}

    static List<Column> columns(Collection<Fact> facts) {
        List<Column> columns = new ArrayList<>(List.of(Column.left("key")));
        for (Fact fact : facts) {
            boolean text = fact == Fact.TYPE || fact == Fact.ENCODING;
            columns.add(text ? Column.left(fact.word()) : Column.right(fact.word()));
        }
        return columns;
    }

    static List<Value> row(KeyFacts key, Collection<Fact> facts) {
        List<Value> row = new ArrayList<>(List.of(Replies.ofBytes(key.name())));
        facts.forEach(fact -> row.add(value(key, fact)));
        return row;
    }

    static Value.Fields fields(KeyFacts key, Collection<Fact> facts) {
        Value.Fields fields = new Value.Fields().put("key", Replies.ofBytes(key.name()));
        facts.forEach(fact -> fields.put(fact.word(), value(key, fact)));
        return fields;
    }

    static List<Value> rows(List<KeyFacts> keys, Collection<Fact> facts) {
        List<Value> rows = new ArrayList<>();
        keys.forEach(key -> rows.add(fields(key, facts)));
        return rows;
    }

    private static Value value(KeyFacts key, Fact fact) {
        return switch (fact) {
            case TYPE -> Value.of(key.type());
            case ENCODING -> Value.of(key.encoding());
            case SIZE -> number(key.size());
            case FREQ -> number(key.frequency());
            case MEMORY -> key.memory() == KeyFacts.UNKNOWN ? Value.none() : bytes(key.memory());
            case IDLE -> key.idleSeconds() == KeyFacts.UNKNOWN ? Value.none() : seconds(key.idleSeconds());
            case TTL -> key.ttlMillis() == KeyFacts.UNKNOWN ? Value.none() : life(key.ttlSeconds());
        };
    }

    private static Value number(long value) {
        return value == KeyFacts.UNKNOWN ? Value.none() : Value.of(value);
    }

    static Value bytes(long bytes) {
        return new Value.Shown(Value.of(bytes), ByteSizes.format(bytes));
    }

    static Value seconds(long seconds) {
        return new Value.Shown(Value.of(seconds), Durations.format(Duration.ofSeconds(seconds)));
    }

    private static Value life(long seconds) {
        return seconds < 0 ? new Value.Shown(Value.of(seconds), "never") : seconds(seconds);
    }
}
