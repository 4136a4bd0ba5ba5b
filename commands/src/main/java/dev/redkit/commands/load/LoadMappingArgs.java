package dev.redkit.commands.load;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.Expiry;
import dev.redkit.mapping.Layout;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.mapping.NullPolicy;
import dev.redkit.mapping.Part;
import dev.redkit.mapping.Structure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The options that say what becomes of a record. */
final class LoadMappingArgs {
    private final Arg as;
    private final Arg key;
    private final Map<Part, Arg> parts = new EnumMap<>(Part.class);
    private final Arg fields;
    private final Arg drop;
    private final Arg rename;
    private final Arg type;
    private final Arg split;
    private final Arg nulls;
    private final Arg where;
    private final Arg set;
    private final Arg ttl;
    private final Arg expireAt;
    private final Arg fieldTtl;
    private final Arg also;

    LoadMappingArgs(Syntax syntax) {
        syntax.section("What becomes of a record");
        as = syntax.choice(Structure.class, "the structure it becomes (part of)", "--as");
        key = syntax.option("TEMPLATE", "its key: user:{id}; {name|lower}, {#row}, {#file}, {{ for a brace", "--key");
        part(syntax, Part.MEMBER, "TEMPLATE", "set, zset, geo: the member");
        part(syntax, Part.SCORE, "COLUMN", "zset: the score");
        part(syntax, Part.VALUE, "COLUMN", "string, list: the value (default: the whole record as JSON)");
        part(syntax, Part.LON, "COLUMN", "geo: the longitude");
        part(syntax, Part.LAT, "COLUMN", "geo: the latitude");
        part(syntax, Part.ID, "TEMPLATE", "stream: the id (default: given by the server)");
        part(syntax, Part.PATH, "PATH", "json: where the document goes (default: $)");
        part(syntax, Part.OFFSET, "COLUMN", "bitmap: which bit");
        part(syntax, Part.BIT, "COLUMN", "bitmap: 0 or 1 (default: 1)");
        part(syntax, Part.FIELD, "TEMPLATE", "counter: the field of a hash that counts");
        part(syntax, Part.AMOUNT, "COLUMN", "counter: by how much (default: 1)");
        part(syntax, Part.ELEMENT, "TEMPLATE", "hll: what is counted");
        part(syntax, Part.MESSAGE, "TEMPLATE", "pubsub: the message (default: the whole record as JSON)");
        fields = syntax.option("COLUMN,…", "the columns taken, in this order (default: all)", "--fields");
        drop = syntax.option("COLUMN,…", "columns left out", "--drop");
        rename = syntax.option("COLUMN=NAME,…", "other names for columns", "--rename");
        type = syntax.option("COLUMN=TYPE,…", "what columns are: int, float, bool, date:…, see the docs", "--type");
        split = syntax.option(
                "COLUMN:SEPARATOR", "a column of many values, each an element; none: a JSON array", "--split");
        nulls = syntax.option("WHAT", "what a null becomes: skip, empty or '\"text\"'", "--null");
        where = syntax.option("EXPRESSION", "which records to take: int(age) >= 18 (CEL)", "--where");
        set = syntax.option("NAME=EXPRESSION", "a column to compute; may be given again", "--set");
        ttl = syntax.option("TIME", "how long the keys live", "--ttl");
        expireAt = syntax.option("COLUMN", "which column says when the key expires", "--expire-at");
        also = syntax.option(
                "STRUCTURE:KEY=MEMBER", "a further structure from the same record; may be given again", "--also");
        fieldTtl = syntax.option("TIME", "hash: how long the fields live, where the server can", "--field-ttl");
    }

    private void part(Syntax syntax, Part part, String label, String description) {
        parts.put(part, syntax.option(label, description, part.option()));
    }

    boolean given() {
        return as.present();
    }

    List<Arg> all() {
        List<Arg> all = new ArrayList<>(List.of(key, fields, drop, rename, type, split, nulls, where, set, ttl));
        all.addAll(List.of(expireAt, fieldTtl, also));
        all.addAll(parts.values());
        return all;
    }

    MappingSpec spec() {
        if (!as.present()) {
            throw new UsageError(
                    "what shall the records become? --as is missing",
                    "for example --as hash --key 'user:{id}'; 'redkit load FILE --describe' makes a suggestion");
        }
        if (!key.present()) {
            throw new UsageError("where shall they go? --key is missing", "for example --key 'user:{id}'");
        }
        Layout layout = Layout.of(as.choice(Structure.HASH), key.text()).withFields(list(fields));
        for (Map.Entry<Part, Arg> part : parts.entrySet()) {
            if (part.getValue().present()) {
                layout = layout.with(part.getKey(), part.getValue().text());
            }
        }
        MappingSpec.Builder spec = MappingSpec.builder(layout)
                .drop(list(drop))
                .rename(pairs(rename, '='))
                .types(pairs(type, '='))
                .split(splits())
                .where(where.text(null))
                .set(computed())
                .expiry(new Expiry(millis(ttl), expireAt.text(null), millis(fieldTtl)));
        if (nulls.present()) {
            spec.nulls(NullPolicy.parse(nulls.text()));
        }
        also.all().forEach(text -> spec.also(Layout.parse(text)));
        return spec.build();
    }

    private static long millis(Arg arg) {
        if (!arg.present()) {
            return Change.NO_EXPIRY;
        }
        Duration time = arg.duration(Duration.ZERO);
        if (time.toMillis() < 1) {
            throw new UsageError(arg.name() + " is at least a millisecond");
        }
        return time.toMillis();
    }

    private static List<String> list(Arg arg) {
        List<String> names = new ArrayList<>();
        arg.all().forEach(text -> names.addAll(Arrays.asList(text.split(","))));
        return names;
    }

    private static Map<String, String> pairs(Arg arg, char between) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String text : list(arg)) {
            int at = text.indexOf(between);
            if (at < 1) {
                throw new UsageError(
                        arg.name() + ": '" + text + "' is not of the form " + arg.name() + " a" + between + "b");
            }
            pairs.put(text.substring(0, at), text.substring(at + 1));
        }
        return pairs;
    }

    /** A separator may be a comma: nothing is split there. */
    private Map<String, String> splits() {
        Map<String, String> splits = new LinkedHashMap<>();
        for (String text : split.all()) {
            int at = text.indexOf(':');
            splits.put(
                    at < 0 ? text : text.substring(0, at),
                    at < 0 ? "" : text.substring(at + 1).replace("\\t", "\t"));
        }
        return splits;
    }

    private Map<String, String> computed() {
        Map<String, String> columns = new LinkedHashMap<>();
        for (String text : set.all()) {
            int at = text.indexOf('=');
            if (at < 1) {
                throw new UsageError("--set: '" + text + "' is not of the form NAME=EXPRESSION");
            }
            columns.put(text.substring(0, at).strip(), text.substring(at + 1));
        }
        return columns;
    }
}
