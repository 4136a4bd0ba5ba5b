package dev.redkit.keys;

import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Asks about keys in two rounds: first what costs a server little, then the size (whose command needs the type) and the
 * memory, only of those that are left. It says what to ask and makes sense of the answers; how they travel is for its
 * user. What the server refuses for good is asked no more.
 */
final class Prober {
    private static final Map<String, byte[]> LENGTHS = Map.of(
            "string", word("STRLEN"),
            "list", word("LLEN"),
            "set", word("SCARD"),
            "zset", word("ZCARD"),
            "hash", word("HLEN"),
            "stream", word("XLEN"),
            "vectorset", word("VCARD"));
    private static final byte[] TYPE = word("TYPE");
    private static final byte[] PTTL = word("PTTL");
    private static final byte[] OBJECT = word("OBJECT");
    private static final byte[] IDLETIME = word("IDLETIME");
    private static final byte[] FREQ = word("FREQ");
    private static final byte[] ENCODING = word("ENCODING");
    private static final byte[] MEMORY = word("MEMORY");
    private static final byte[] USAGE = word("USAGE");
    private static final byte[] SAMPLES = word("SAMPLES");

    private static final List<Fact> FIRST = List.of(Fact.TYPE, Fact.TTL, Fact.IDLE, Fact.FREQ, Fact.ENCODING);
    private static final List<Fact> SECOND = List.of(Fact.SIZE, Fact.MEMORY);

    private final EnumSet<Fact> wanted;
    private final byte[] samples;
    private final Refusals refusals;

    /** Where questions go. */
    interface Asker {
        void ask(byte[] key, byte[]... command);
    }

    /** A batch of keys and what was asked of each. */
    static final class Asked {
        private final List<KeyFacts> keys;
        private final List<Fact> facts;

        private Asked(List<KeyFacts> keys, List<Fact> facts) {
            this.keys = keys;
            this.facts = facts;
        }
    }

    /**
     * Asks for these facts.
     *
     * @param samples how many elements MEMORY USAGE looks at; 0 for all, negative for what the server does by itself
     */
    Prober(Set<Fact> facts, int samples, Refusals refusals) {
        this.wanted = EnumSet.noneOf(Fact.class);
        this.wanted.addAll(facts);
        if (wanted.contains(Fact.SIZE)) {
            wanted.add(Fact.TYPE);
        }
        this.samples = samples < 0 ? null : word(Integer.toString(samples));
        this.refusals = refusals;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether there is anything to ask in the first round. */
    boolean asksFirst() {
        return FIRST.stream().anyMatch(wanted::contains);
    }

    /** Whether there is anything to ask in the second. */
    boolean asksSecond() {
        return SECOND.stream().anyMatch(wanted::contains);
    }

    Asked first(List<KeyFacts> keys, Asker asker) {
        return ask(keys, FIRST, asker);
    }

    Asked second(List<KeyFacts> keys, Asker asker) {
        return ask(keys, SECOND, asker);
    }

    private Asked ask(List<KeyFacts> keys, List<Fact> round, Asker asker) {
        List<Fact> facts = round.stream().filter(wanted::contains).toList();
        for (KeyFacts key : keys) {
            for (Fact fact : facts) {
                if (isAsked(key, fact)) {
                    ask(key, fact, asker);
                }
            }
        }
        return new Asked(keys, facts);
    }

    /** SCAN with a TYPE has said some types already; a type of a module may have no length. */
    private static boolean isAsked(KeyFacts key, Fact fact) {
        return switch (fact) {
            case TYPE -> key.type() == null;
            case SIZE -> key.type() != null && LENGTHS.containsKey(key.type());
            default -> true;
        };
    }

    private void ask(KeyFacts key, Fact fact, Asker asker) {
        byte[] name = key.name();
        switch (fact) {
            case TYPE -> asker.ask(name, TYPE, name);
            case SIZE -> asker.ask(name, LENGTHS.get(key.type()), name);
            case TTL -> asker.ask(name, PTTL, name);
            case IDLE -> asker.ask(name, OBJECT, IDLETIME, name);
            case FREQ -> asker.ask(name, OBJECT, FREQ, name);
            case ENCODING -> asker.ask(name, OBJECT, ENCODING, name);
            case MEMORY -> {
                if (samples == null) {
                    asker.ask(name, MEMORY, USAGE, name);
                } else {
                    asker.ask(name, MEMORY, USAGE, name, SAMPLES, samples);
                }
            }
        }
    }

    /** Reads the answers to what was asked; gives the keys that are still there and of a type that is wanted. */
    List<KeyFacts> answer(Asked asked, Supplier<Reply> replies, Predicate<String> types) {
        if (asked.facts.isEmpty()) {
            return asked.keys;
        }
        List<KeyFacts> left = new ArrayList<>(asked.keys.size());
        for (KeyFacts key : asked.keys) {
            String before = key.type();
            for (Fact fact : asked.facts) {
                boolean was = fact == Fact.TYPE ? before == null : isAsked(key, fact);
                if (was) {
                    answer(key, fact, replies.get());
                }
            }
            if (key.gone()) {
                refusals.addGone();
            } else if (key.type() == null || types.test(key.type())) {
                left.add(key);
            } else {
                refusals.addOtherType();
            }
        }
        return left;
    }

    private void answer(KeyFacts key, Fact fact, Reply reply) {
        if (reply instanceof Reply.Err error) {
            refused(key, fact, error);
        } else if (fact == Fact.TYPE) {
            String type = reply.text();
            if (type.equals("none")) {
                key.vanish();
            }
            key.set(fact, type);
        } else if (reply.isNil()) {
            key.vanish();
        } else if (fact == Fact.ENCODING) {
            key.set(fact, reply.text());
        } else {
            long value = reply.number();
            if (fact == Fact.TTL && value == -2) {
                key.vanish();
            }
            key.set(fact, value);
        }
    }

    private void refused(KeyFacts key, Fact fact, Reply.Err error) {
        Refusal reason = Refusal.of(error);
        if (reason.redirects() || reason == Refusal.WRONGTYPE || error.message().startsWith("ERR no such key")) {
            // It went to another node, or away; or it is another key by now.
            key.vanish();
            return;
        }
        refusals.add(fact, error.message());
        // What one key lacks, another may have; a command that is forbidden or makes no sense here stays so.
        boolean ofTheKey = reason == Refusal.NOPERM && error.message().contains("key");
        boolean passing = reason.passes();
        if (!ofTheKey && !passing) {
            wanted.remove(fact);
        }
    }
}
