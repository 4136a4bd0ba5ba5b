package dev.redkit.bench.workload;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Workloads that have a name: each a row of commands, and the command that fills its keys beforehand. */
public enum Preset {
    GET("SET {key} {bytes:SIZE}", "GET {key}"),
    SET("SET {key} {bytes:SIZE}", "SET {key} {bytes:SIZE}"),
    MIXED("SET {key} {bytes:SIZE}", "SET {key} {bytes:SIZE}", "x1", "GET {key}", "x10"),
    CACHE(
            "SET {key} {bytes:SIZE} EX 3600",
            "SET {key:zipf KEYS} {bytes:SIZE} EX 3600",
            "x1",
            "GET {key:zipf KEYS}",
            "x20"),
    SESSION(
            "HSET session:{id} user {rand:1M} seen {rand:1000000000} data {bytes:SIZE}",
            "HGETALL session:{id:zipf KEYS 0.8}",
            "x8",
            "HSET session:{id:zipf KEYS 0.8} seen {rand:1000000000}",
            "x2",
            "EXPIRE session:{id:zipf KEYS 0.8} 1800",
            "x2"),
    YCSB_A("SET {key} {bytes:SIZE}", "GET {key:zipf KEYS}", "x50", "SET {key:zipf KEYS} {bytes:SIZE}", "x50"),
    YCSB_B("SET {key} {bytes:SIZE}", "GET {key:zipf KEYS}", "x95", "SET {key:zipf KEYS} {bytes:SIZE}", "x5"),
    YCSB_C("SET {key} {bytes:SIZE}", "GET {key:zipf KEYS}"),
    YCSB_D("SET {key} {bytes:SIZE}", "GET {key:latest KEYS}", "x95", "SET {newkey} {bytes:SIZE}", "x5"),
    YCSB_E(
            "ZADD ycsb:{id} {rand:1M} member:{rand:1M}",
            "ZRANGE ycsb:{id:zipf KEYS} 0 99",
            "x95",
            "ZADD ycsb:{id:zipf KEYS} {rand:1M} member:{rand:1M}",
            "x5"),
    YCSB_F("SET {key} {bytes:SIZE}", "GET {key:zipf KEYS}", "x50", "SET {key:zipf KEYS} {bytes:SIZE} GET", "x50"),
    QUEUE(
            "LPUSH queue:{id} {bytes:SIZE}",
            "LPUSH queue:{id:uniform 100} {bytes:SIZE}",
            "x1",
            "RPOP queue:{id:uniform 100}",
            "x1"),
    LEADERBOARD(
            "ZADD board {rand:1M} player:{id}",
            "ZADD board {rand:1M} player:{id}",
            "x4",
            "ZREVRANK board player:{id}",
            "x4",
            "ZREVRANGE board 0 9 WITHSCORES",
            "x2"),
    FEATURE_STORE(
            "HSET features:{id} f1 {rand:1M} f2 {rand:1M} f3 {rand:1M} f4 {rand:1M} f5 {rand:1M} f6 {rand:1M}",
            "HGETALL features:{id:zipf KEYS}",
            "x9",
            "HMGET features:{id:zipf KEYS} f1 f3 f5",
            "x9",
            "HSET features:{id:zipf KEYS} f1 {rand:1M} f2 {rand:1M} f3 {rand:1M}",
            "x2"),
    MODEL_WEIGHTS(
            "SET layer:{id} {bytes:1mb}",
            "GET layer:{id:uniform 64}",
            "x9",
            "SET layer:{id:uniform 64} {bytes:1mb}",
            "x1"),
    EMBEDDING(
            "SET emb:{id} {vec:f32 768}",
            "MGET emb:{id} emb:{id} emb:{id} emb:{id}",
            "x9",
            "SET emb:{id} {vec:f32 768}",
            "x1");

    private final String fill;
    private final List<String> words;

    Preset(String fill, String... words) {
        this.fill = fill;
        this.words = List.of(words);
    }

    /** As it is typed. */
    public String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Preset> of(String title) {
        for (Preset preset : values()) {
            if (preset.title().equals(title)) {
                return Optional.of(preset);
            }
        }
        return Optional.empty();
    }

    /** The workload over that many keys, with values of that size where the size is free. */
    public Workload workload(KeySpace keys, String size) {
        return Workload.parse(
                title(), words.stream().map(word -> fit(word, keys, size)).toList(), own(keys));
    }

    /** The command that makes every key once. */
    public Workload filling(KeySpace keys, String size) {
        return Workload.parse("fill " + title(), List.of(fit(fill, keys, size)), own(keys))
                .inTurn();
    }

    /** Some have a key space that makes sense by itself. */
    private KeySpace own(KeySpace keys) {
        return switch (this) {
            case QUEUE -> KeySpace.uniform(100);
            case MODEL_WEIGHTS -> KeySpace.uniform(64);
            default -> keys;
        };
    }

    private static String fit(String word, KeySpace keys, String size) {
        return word.replace("KEYS", Long.toString(keys.count())).replace("SIZE", size);
    }
}
