package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.redis.Flavour;
import java.util.Optional;

/** The types of values in a file: what the value is, and how it is laid out. The layouts are in {@link ValueFraming}. */
public enum RdbType {
    STRING(0, 1, Kind.STRING, "string"),
    LIST(1, 1, Kind.LIST, "linkedlist"),
    SET(2, 1, Kind.SET, "hashtable"),
    ZSET(3, 1, Kind.ZSET, "skiplist"),
    HASH(4, 2, Kind.HASH, "hashtable"),
    ZSET_2(5, 8, Kind.ZSET, "skiplist"),
    MODULE_PRE_GA(6, 8, Kind.MODULE, "module"),
    MODULE_2(7, 8, Kind.MODULE, "module"),
    HASH_ZIPMAP(9, 2, Kind.HASH, "zipmap"),
    LIST_ZIPLIST(10, 2, Kind.LIST, "ziplist"),
    SET_INTSET(11, 2, Kind.SET, "intset"),
    ZSET_ZIPLIST(12, 2, Kind.ZSET, "ziplist"),
    HASH_ZIPLIST(13, 4, Kind.HASH, "ziplist"),
    LIST_QUICKLIST(14, 7, Kind.LIST, "quicklist"),
    STREAM_LISTPACKS(15, 9, Kind.STREAM, "stream"),
    HASH_LISTPACK(16, 10, Kind.HASH, "listpack"),
    ZSET_LISTPACK(17, 10, Kind.ZSET, "listpack"),
    LIST_QUICKLIST_2(18, 10, Kind.LIST, "quicklist"),
    STREAM_LISTPACKS_2(19, 10, Kind.STREAM, "stream"),
    SET_LISTPACK(20, 11, Kind.SET, "listpack"),
    STREAM_LISTPACKS_3(21, 11, Kind.STREAM, "stream"),

    HASH_METADATA_PRE_GA(22, 12, Kind.HASH, "hashtable", Flavour.REDIS),
    HASH_LISTPACK_EX_PRE_GA(23, 12, Kind.HASH, "listpackex", Flavour.REDIS),
    HASH_METADATA(24, 12, Kind.HASH, "hashtable", Flavour.REDIS),
    HASH_LISTPACK_EX(25, 12, Kind.HASH, "listpackex", Flavour.REDIS),
    STREAM_LISTPACKS_4(26, 13, Kind.STREAM, "stream", Flavour.REDIS),
    STREAM_LISTPACKS_5(27, 14, Kind.STREAM, "stream", Flavour.REDIS),
    ARRAY(28, 14, Kind.MODULE, "array", Flavour.REDIS),
    HASH_TEMPLATE_LISTPACK(29, 15, Kind.HASH, "template", Flavour.REDIS),
    HASH_TEMPLATE_LISTPACK_REF(30, 15, Kind.HASH, "template", Flavour.REDIS),
    HASH_TEMPLATE_ARRAY(31, 15, Kind.HASH, "template", Flavour.REDIS),
    HASH_TEMPLATE_ARRAY_REF(32, 15, Kind.HASH, "template", Flavour.REDIS),
    GCRA(33, 15, Kind.MODULE, "gcra", Flavour.REDIS),

    HASH_2(22, 80, Kind.HASH, "hashtable", Flavour.VALKEY),
    PATH_HASH(23, 81, Kind.MODULE, "pathhash", Flavour.VALKEY);

    private static final int MOST = 64;
    private static final RdbType[] REDIS = table(Flavour.REDIS);
    private static final RdbType[] VALKEY = table(Flavour.VALKEY);

    private final int id;
    private final int since;
    private final Kind kind;
    private final String encoding;
    private final Flavour only;

    RdbType(int id, int since, Kind kind, String encoding) {
        this(id, since, kind, encoding, null);
    }

    RdbType(int id, int since, Kind kind, String encoding, Flavour only) {
        this.id = id;
        this.since = since;
        this.kind = kind;
        this.encoding = encoding;
        this.only = only;
    }

    /** The byte that stands for it. */
    public int id() {
        return id;
    }

    /** The version of the format that brought it. */
    public int since() {
        return since;
    }

    public Kind kind() {
        return kind;
    }

    /** How it is laid out, in the words of {@code OBJECT ENCODING} where the server has a word for it. */
    public String encoding() {
        return encoding;
    }

    /** The only flavour that knows it; empty when both do. */
    public Optional<Flavour> only() {
        return Optional.ofNullable(only);
    }

    /** Whether the value leans on what stands elsewhere in the file, so that its bytes mean nothing in another one. */
    public boolean leansOnFile() {
        return this == HASH_TEMPLATE_LISTPACK_REF || this == HASH_TEMPLATE_ARRAY_REF;
    }

    static Optional<RdbType> of(int id, RdbFormat format) {
        RdbType[] table = format.valkey() ? VALKEY : REDIS;
        return id < table.length ? Optional.ofNullable(table[id]) : Optional.empty();
    }

    private static RdbType[] table(Flavour flavour) {
        RdbType[] table = new RdbType[MOST];
        for (RdbType type : values()) {
            if (type.only == null || type.only == flavour) {
                table[type.id] = type;
            }
        }
        return table;
    }
}
