package dev.redkit.grammar;

import dev.redkit.grammar.CommandDoc.KeyRange;
import dev.redkit.redis.Version;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes a grammar of what a server says: {@code COMMAND DOCS} for people, {@code COMMAND} for programs. */
final class GrammarReader {
    private final Map<String, CommandDoc> docs = new TreeMap<>();
    private final Map<String, Traits> traits = new HashMap<>();

    private GrammarReader() {}

    /** What {@code COMMAND} says of one. */
    private record Traits(int arity, Set<String> flags, Set<String> categories, KeyRange keys, List<String> below) {
        static final Traits UNKNOWN = new Traits(0, Set.of(), Set.of(), KeyRange.NONE, List.of());
    }

    /** About these commands, or about all if none are named. */
    static Grammar ask(Wire wire, String[] commands) {
        wire.send(question("INFO", commands));
        wire.send(question("DOCS", commands));
        Reply info = wire.read();
        Reply docs = wire.read();
        GrammarReader reader = new GrammarReader();
        if (!(info instanceof Reply.Err)) {
            info.items().forEach(reader::traits);
        }
        if (docs instanceof Reply.Err) {
            return info instanceof Reply.Err
                    ? Grammar.bundled()
                    : reader.withoutDocs(Version.parse(wire.hello().version()));
        }
        reader.docs("", docs.items());
        reader.traits.keySet().forEach(reader::undescribed);
        return Grammar.of(reader.docs);
    }

    private static String[] question(String what, String[] commands) {
        // Servers before 7.0 take INFO without names for none.
        if (commands.length == 0 && what.equals("INFO")) {
            return new String[] {"COMMAND"};
        }
        String[] words = new String[commands.length + 2];
        words[0] = "COMMAND";
        words[1] = what;
        System.arraycopy(commands, 0, words, 2, commands.length);
        return words;
    }

    private void traits(Reply command) {
        if (command.isNil()) {
            return;
        }
        List<Reply> parts = command.items();
        String name = Grammar.lower(parts.get(0).text());
        Set<String> categories = new HashSet<>();
        List<String> below = new ArrayList<>();
        if (parts.size() > 6) {
            texts(parts.get(6)).forEach(one -> categories.add(one.startsWith("@") ? one.substring(1) : one));
        }
        if (parts.size() > 9) {
            for (Reply one : parts.get(9).items()) {
                traits(one);
                String full = Grammar.lower(one.items().get(0).text());
                below.add(full.substring(full.indexOf('|') + 1));
            }
        }
        KeyRange keys = new KeyRange(number(parts.get(3)), number(parts.get(4)), number(parts.get(5)));
        traits.put(name, new Traits(number(parts.get(1)), texts(parts.get(2)), categories, keys, below));
    }

    private void docs(String parent, List<Reply> pairs) {
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            doc(parent, Grammar.lower(pairs.get(i).text()), fields(pairs.get(i + 1)));
        }
    }

    private void doc(String parent, String said, Map<String, Reply> fields) {
        // Subcommands are called 'parent|name' by servers, and only 'name' by some modules.
        String name = parent.isEmpty() || said.indexOf('|') >= 0 ? said : parent + "|" + said;
        List<String> below = new ArrayList<>();
        if (fields.containsKey("subcommands")) {
            List<Reply> pairs = fields.get("subcommands").items();
            docs(name, pairs);
            for (int i = 0; i + 1 < pairs.size(); i += 2) {
                String full = Grammar.lower(pairs.get(i).text());
                below.add(full.substring(full.indexOf('|') + 1));
            }
        }
        Traits known = traits.getOrDefault(name, Traits.UNKNOWN);
        List<Argument> arguments = fields.containsKey("arguments") ? arguments(fields.get("arguments")) : List.of();
        if (arguments.isEmpty() && below.isEmpty()) {
            arguments = guessed(known, name.indexOf('|') < 0 ? 1 : 2);
        }
        docs.put(
                name,
                new CommandDoc(
                        name,
                        text(fields, "summary"),
                        text(fields, "since"),
                        text(fields, "group"),
                        text(fields, "complexity"),
                        known.arity(),
                        known.flags(),
                        known.categories(),
                        known.keys(),
                        arguments,
                        text(fields, "deprecated_since"),
                        text(fields, "replaced_by").replace("`", ""),
                        text(fields, "module"),
                        below));
    }

    /** A command that has no documentation (of a module) is known all the same. */
    private void undescribed(String name) {
        docs.computeIfAbsent(name, n -> {
            Traits known = traits.get(n);
            List<Argument> arguments = known.below().isEmpty() ? guessed(known, n.indexOf('|') < 0 ? 1 : 2) : List.of();
            return new CommandDoc(
                    n,
                    "",
                    "",
                    "",
                    "",
                    known.arity(),
                    known.flags(),
                    known.categories(),
                    known.keys(),
                    arguments,
                    "",
                    "",
                    "",
                    known.below());
        });
    }

    /** The arguments that follow from the number of words and the places of the keys. */
    private static List<Argument> guessed(Traits known, int words) {
        List<Argument> arguments = new ArrayList<>();
        KeyRange keys = known.keys();
        // Modules often say no more than that there may be any number of words.
        int least = known.arity() > 0 ? known.arity() : Math.max(-known.arity(), keys.first() + 1);
        boolean keysToTheEnd = keys.first() > 0 && keys.last() < 0 && keys.step() == 1;
        for (int i = words; i < least; i++) {
            boolean key = keys.first() > 0
                    && i >= keys.first()
                    && (keys.last() < 0 || i <= keys.last())
                    && (i - keys.first()) % Math.max(1, keys.step()) == 0;
            boolean last = i == least - 1 && known.arity() < 0 && keysToTheEnd;
            arguments.add(Argument.plain(
                    key ? "key" : "arg", key ? Argument.Type.KEY : Argument.Type.STRING, false, key && last));
        }
        if (known.arity() < 0 && !keysToTheEnd) {
            arguments.add(Argument.plain("arg", Argument.Type.STRING, true, true));
        }
        return arguments;
    }

    /** The commands that the server has, in the words that come along, as far as they are as old as the server. */
    private Grammar withoutDocs(Version version) {
        for (CommandDoc doc : Grammar.bundled().all().values()) {
            String top = doc.name().substring(0, Math.max(doc.name().indexOf('|'), 0));
            if (!isOld(doc.since(), version) || !traits.containsKey(top.isEmpty() ? doc.name() : top)) {
                continue;
            }
            Traits known = traits.get(doc.name());
            List<String> below = new ArrayList<>();
            for (String one : doc.subcommands()) {
                if (isOld(
                        Grammar.bundled()
                                .named(doc.name() + "|" + one)
                                .orElseThrow()
                                .since(),
                        version)) {
                    below.add(one);
                }
            }
            docs.put(
                    doc.name(),
                    new CommandDoc(
                            doc.name(),
                            doc.summary(),
                            doc.since(),
                            doc.group(),
                            doc.complexity(),
                            known == null ? doc.arity() : known.arity(),
                            known == null ? doc.flags() : known.flags(),
                            known == null || known.categories().isEmpty() ? doc.categories() : known.categories(),
                            known == null ? doc.keys() : known.keys(),
                            old(doc.arguments(), version),
                            doc.deprecatedSince(),
                            doc.replacedBy(),
                            doc.module(),
                            below));
        }
        traits.keySet().forEach(this::undescribed);
        return Grammar.of(docs);
    }

    private static List<Argument> old(List<Argument> arguments, Version version) {
        List<Argument> old = new ArrayList<>();
        for (Argument one : arguments) {
            if (isOld(one.since(), version)) {
                old.add(new Argument(
                        one.name(),
                        one.type(),
                        one.token(),
                        one.since(),
                        one.optional(),
                        one.multiple(),
                        one.multipleToken(),
                        old(one.parts(), version)));
            }
        }
        return old;
    }

    private static boolean isOld(String since, Version version) {
        return since.isEmpty() || version.equals(Version.UNKNOWN) || version.compareTo(Version.parse(since)) >= 0;
    }

    private static List<Argument> arguments(Reply list) {
        List<Argument> arguments = new ArrayList<>();
        for (Reply one : list.items()) {
            Map<String, Reply> fields = fields(one);
            Set<String> flags = fields.containsKey("flags") ? texts(fields.get("flags")) : Set.of();
            arguments.add(new Argument(
                    fields.containsKey("display_text") ? text(fields, "display_text") : text(fields, "name"),
                    Argument.Type.of(text(fields, "type")),
                    text(fields, "token"),
                    text(fields, "since"),
                    flags.contains("optional"),
                    flags.contains("multiple"),
                    flags.contains("multiple_token"),
                    fields.containsKey("arguments") ? arguments(fields.get("arguments")) : List.of()));
        }
        return arguments;
    }

    private static String text(Map<String, Reply> fields, String name) {
        return fields.containsKey(name) && !fields.get(name).isNil()
                ? fields.get(name).text()
                : "";
    }

    private static int number(Reply reply) {
        return (int) reply.number();
    }

    private static Set<String> texts(Reply list) {
        Set<String> texts = new HashSet<>();
        list.items().forEach(one -> texts.add(one.text()));
        return texts;
    }

    /** A map in RESP3, names and values in turn in RESP2. */
    private static Map<String, Reply> fields(Reply reply) {
        Map<String, Reply> fields = new HashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1));
        }
        return fields;
    }
}
