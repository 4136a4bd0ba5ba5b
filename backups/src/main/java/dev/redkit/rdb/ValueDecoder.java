package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Nobody;
import dev.redkit.entry.ValueWalker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Takes values apart and tells a walker what is in them, one element after the other; the layouts are those of
 * {@link ValueFraming}. Packed containers are checked entry by entry on the way. When only checking, nobody listens and
 * no element becomes an array.
 */
final class ValueDecoder {
    private static final int PLAIN_NODE = 1;
    private static final int PACKED_NODE = 2;

    private final Window in;
    private final Strings strings;
    private final Templates templates;
    private final ListpackReader listpack = new ListpackReader();
    private final ZiplistReader ziplist = new ZiplistReader();
    private final ZipmapReader zipmap = new ZipmapReader();
    private final IntsetReader intset = new IntsetReader();
    private final Duplicates duplicates = new Duplicates();
    private final Map<RdbType, Layout> layouts = new EnumMap<>(RdbType.class);

    private ValueWalker walker = new Nobody();
    private boolean checking;
    /** Null when nobody wants to know how large things are, or when they are told anyway. */
    private Sizes sizes;

    /** The bytes that the entries of the current container would take in a listpack. */
    private long asListpack;

    private long elements;

    private interface Layout {
        void walk() throws IOException;
    }

    ValueDecoder(Window in, Strings strings, Templates templates) {
        this.in = in;
        this.strings = strings;
        this.templates = templates;
    }

    /** Tells the walker what the value is made of, and says how many elements that were (bytes for a string). */
    long walk(RdbType type, ValueWalker to) throws IOException {
        sizes = null;
        return run(type, to, false);
    }

    /** The same with nobody listening, or only to sizes. */
    long check(RdbType type, Sizes to) throws IOException {
        sizes = to;
        return run(type, new Nobody(), true);
    }

    private long run(RdbType type, ValueWalker to, boolean onlyCheck) throws IOException {
        walker = to;
        checking = onlyCheck;
        elements = 0;
        try {
            layouts.computeIfAbsent(type, this::layout).walk();
        } catch (Malformed e) {
            throw RdbFault.damaged(strings.offset + (strings.compressed ? 0 : e.at()), inside(e));
        }
        return elements;
    }

    private String inside(Malformed e) {
        return strings.compressed ? e.getMessage() + " (" + e.at() + " bytes into what is compressed)" : e.getMessage();
    }

    /**
     * How values of a type are taken apart. This is looked up and not switched over for each value: a method that calls
     * all of these would be compiled with all of them inside, for longer than a file of a gigabyte takes to read.
     */
    private Layout layout(RdbType type) {
        return switch (type) {
            case STRING -> this::text;
            case LIST, SET -> () -> items(in.length());
            case ZSET, ZSET_2 -> () -> scores(type, in.length());
            case HASH -> () -> fields(in.length());
            case HASH_ZIPMAP -> () -> packedFields(zipmap);
            case HASH_ZIPLIST -> () -> packedFields(ziplist);
            case HASH_LISTPACK -> () -> packedFields(listpack);
            case LIST_ZIPLIST -> () -> packedItems(ziplist, false);
            case SET_INTSET -> () -> packedItems(intset, false);
            case SET_LISTPACK -> () -> packedItems(listpack, true);
            case ZSET_ZIPLIST -> () -> packedScores(ziplist);
            case ZSET_LISTPACK -> () -> packedScores(listpack);
            case LIST_QUICKLIST -> () -> ziplistNodes(in.length());
            case LIST_QUICKLIST_2 -> () -> listpackNodes(in.length());
            case STREAM_LISTPACKS -> () -> stream(1);
            case STREAM_LISTPACKS_2 -> () -> stream(2);
            case STREAM_LISTPACKS_3 -> () -> stream(3);
            case STREAM_LISTPACKS_4 -> () -> stream(4);
            case STREAM_LISTPACKS_5 -> () -> stream(5);
            case HASH_METADATA_PRE_GA -> () -> absoluteFields(in.length());
            case HASH_METADATA -> () -> relativeFields(in.u64(), in.length());
            case HASH_LISTPACK_EX_PRE_GA -> this::packedTimedFields;
            case HASH_LISTPACK_EX ->
                () -> {
                    in.u64();
                    packedTimedFields();
                };
            case HASH_2 -> () -> trailedFields(in.length());
            case HASH_TEMPLATE_LISTPACK, HASH_TEMPLATE_LISTPACK_REF, HASH_TEMPLATE_ARRAY, HASH_TEMPLATE_ARRAY_REF ->
                () -> template(type);
            case MODULE_PRE_GA, MODULE_2, ARRAY, GCRA, PATH_HASH -> () -> whole(type);
        };
    }

    private byte[] string() throws IOException {
        if (checking) {
            long length = strings.check();
            if (sizes != null) {
                sizes.part(length);
            }
            return Strings.EMPTY;
        }
        return strings.read();
    }

    private byte[] value(Packed packed) {
        if (!checking) {
            return packed.value();
        }
        if (sizes != null) {
            entry(packed);
        }
        return Strings.EMPTY;
    }

    private void entry(Packed packed) {
        sizes.entry(packed.valueLength());
        if (packed != listpack) {
            asListpack += packed.listpackLength();
        }
    }

    private void open(Packed packed) throws IOException {
        strings.open();
        packed.open(strings.bytes, strings.at, strings.length);
        duplicates.begin(packed.bytes);
        asListpack = ListpackReader.EMPTY;
    }

    /** Tells of the container that was read to its end. */
    private void tell(Packed packed) {
        if (sizes == null) {
            return;
        }
        if (packed == intset) {
            sizes.intset((long) packed.end - packed.begin, packed.count);
        } else {
            sizes.listpack(packed == listpack ? packed.end - packed.begin : asListpack, packed.count);
        }
    }

    private void demandNew(Packed packed) {
        if (!duplicates.add(packed.entryAt, packed.entryLength)) {
            throw new Malformed(packed.name() + " holds an entry twice", packed.entryAt - packed.begin);
        }
    }

    private void text() throws IOException {
        if (checking) {
            elements = strings.check();
            if (sizes != null) {
                sizes.text(elements, strings.isNumber());
            }
            return;
        }
        if (walker.takesPieces()) {
            elements = strings.readPieces(walker);
            return;
        }
        if (walker.takesPieces() && strings.peekLength() > Strings.PIECE) {
            elements = strings.pieces(walker);
            return;
        }
        byte[] text = strings.read();
        elements = text.length;
        walker.text(text);
    }

    private void items(long count) throws IOException {
        for (elements = 0; elements < count; elements++) {
            walker.item(string());
        }
    }

    private void packedItems(Packed packed, boolean unique) throws IOException {
        open(packed);
        while (packed.next()) {
            if (unique) {
                demandNew(packed);
            }
            walker.item(value(packed));
            elements++;
        }
        tell(packed);
    }

    private void ziplistNodes(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            packedItems(ziplist, false);
        }
    }

    private void listpackNodes(long count) throws IOException {
        for (long i = 0; i < count; i++) {
            long start = in.offset();
            long container = in.number();
            if (container == PACKED_NODE) {
                packedItems(listpack, false);
            } else if (container == PLAIN_NODE) {
                walker.item(plainNode());
                elements++;
            } else {
                throw RdbFault.damaged(start, "a list has a node of kind " + Long.toUnsignedString(container));
            }
        }
    }

    private byte[] plainNode() throws IOException {
        if (!checking) {
            return strings.read();
        }
        long length = strings.check();
        if (sizes != null) {
            sizes.plainNode(length);
        }
        return Strings.EMPTY;
    }

    private void scores(RdbType type, long count) throws IOException {
        Ascending ascending = new Ascending(walker);
        for (elements = 0; elements < count; elements++) {
            byte[] member = string();
            long start = in.offset();
            double score = type == RdbType.ZSET ? textScore() : Double.longBitsToDouble(in.u64());
            if (Double.isNaN(score)) {
                throw RdbFault.damaged(start, "a sorted set has a score that is no number");
            }
            if (!checking) {
                ascending.add(member, score);
            }
        }
        ascending.finish();
    }

    private double textScore() throws IOException {
        long start = in.offset();
        int size = in.u8();
        if (size >= 253) {
            return size == 253 ? Double.NaN : size == 254 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        in.need(size);
        in.at += size;
        try {
            return Scores.parse(in.bytes, in.at - size, size, 0);
        } catch (Malformed e) {
            throw RdbFault.damaged(start, e.getMessage());
        }
    }

    private void packedScores(Packed packed) throws IOException {
        open(packed);
        double before = Double.NEGATIVE_INFINITY;
        while (packed.next()) {
            demandNew(packed);
            byte[] member = value(packed);
            packed.demandNext();
            double score = checking ? packed.nearScore() : packed.score();
            if (sizes != null && packed != listpack) {
                asListpack += packed.listpackLength();
            }
            if (checking ? Scores.clearlyBefore(score, before) : score < before) {
                throw packed.bad("with scores is not in order");
            }
            before = score;
            walker.scored(member, score);
            elements++;
        }
        tell(packed);
    }

    private void fields(long count) throws IOException {
        for (elements = 0; elements < count; elements++) {
            walker.field(string(), string(), Entry.NEVER);
        }
    }

    private void absoluteFields(long count) throws IOException {
        for (elements = 0; elements < count; elements++) {
            long expireAt = in.number();
            walker.field(string(), string(), expireAt == 0 ? Entry.NEVER : expireAt);
            expires(expireAt != 0);
        }
    }

    private void relativeFields(long least, long count) throws IOException {
        for (elements = 0; elements < count; elements++) {
            long after = in.number();
            walker.field(string(), string(), after == 0 ? Entry.NEVER : least + after - 1);
            expires(after != 0);
        }
    }

    private void trailedFields(long count) throws IOException {
        for (elements = 0; elements < count; elements++) {
            byte[] name = string();
            byte[] value = string();
            long expireAt = in.u64();
            walker.field(name, value, expireAt);
            expires(expireAt != Entry.NEVER);
        }
    }

    private void packedFields(Packed packed) throws IOException {
        open(packed);
        while (packed.next()) {
            demandNew(packed);
            byte[] name = value(packed);
            packed.demandNext();
            walker.field(name, value(packed), Entry.NEVER);
            elements++;
        }
        tell(packed);
    }

    private void packedTimedFields() throws IOException {
        open(listpack);
        while (listpack.next()) {
            demandNew(listpack);
            byte[] name = value(listpack);
            listpack.demandNext();
            byte[] value = value(listpack);
            listpack.demandNext();
            long expireAt = listpack.integer();
            walker.field(name, value, expireAt == 0 ? Entry.NEVER : expireAt);
            elements++;
            expires(expireAt != 0);
        }
        tell(listpack);
    }

    private void expires(boolean field) {
        if (field && sizes != null) {
            sizes.expiringField();
        }
    }

    private void template(RdbType type) throws IOException {
        long start = in.offset();
        switch (type) {
            case HASH_TEMPLATE_ARRAY_REF -> values(templates.of(in.number(), start));
            case HASH_TEMPLATE_ARRAY -> {
                ValueFraming.templateForm(in.number(), 1, start);
                values(Templates.readNames(in, strings, in.length()));
            }
            case HASH_TEMPLATE_LISTPACK -> {
                ValueFraming.templateForm(in.number(), 0, start);
                open(listpack);
                byte[][] names = names();
                open(listpack);
                listpack.demandNext();
                packedValues(names);
            }
            default -> {
                open(listpack);
                listpack.demandNext();
                packedValues(templates.of(listpack.integer(), start));
            }
        }
    }

    private byte[][] names() {
        List<byte[]> names = new ArrayList<>();
        while (listpack.next()) {
            demandNew(listpack);
            names.add(listpack.value());
        }
        return names.toArray(byte[][]::new);
    }

    private void values(byte[][] names) throws IOException {
        for (byte[] name : names) {
            walker.field(name, string(), Entry.NEVER);
            elements++;
        }
    }

    private void packedValues(byte[][] names) throws IOException {
        for (byte[] name : names) {
            listpack.demandNext();
            walker.field(name, value(listpack), Entry.NEVER);
            elements++;
        }
        if (listpack.next()) {
            throw listpack.bad("holds more values than its template has fields");
        }
    }

    private void stream(int version) throws IOException {
        elements = new StreamDecoder(in, strings, listpack, checking, sizes).walk(version, walker);
    }

    /** Values that have no elements in our words: carried as the payload that {@code DUMP} gives. */
    private void whole(RdbType type) throws IOException {
        elements = 1;
        if (checking) {
            checkWhole(type);
            return;
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream();
        payload.write(type.id());
        in.openTap(payload);
        new ValueFraming(in, strings, templates).skip(type);
        in.closeTap();
        walker.payload(DumpReader.footed(payload, type.since()));
    }

    private void checkWhole(RdbType type) throws IOException {
        if (type != RdbType.MODULE_2) {
            new ValueFraming(in, strings, templates).skip(type);
            return;
        }
        long module = in.number();
        if (VectorSets.knows(module)) {
            long start = in.offset();
            elements = new VectorSets(in, strings).read(null);
            if (sizes != null) {
                sizes.vectors(elements, in.offset() - start);
            }
        } else {
            Modules.skip(in, strings, true);
        }
    }
}
