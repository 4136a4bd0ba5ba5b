package dev.redkit.grammar;

import dev.redkit.failure.Suggestion;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The commands that exist. Immutable. */
public final class Grammar {
    private static final int MOST_NEAR = 3;

    private static final class Bundled {
        static final Grammar ONLY = new Grammar(BundledTable.read());
    }

    /** Where what is known of commands comes from; subcommands are called {@code parent|name}. */
    interface Docs {
        /** Sorted. */
        Set<String> names();

        /** What is known of one, or null. */
        CommandDoc get(String name);
    }

    private final Docs docs;
    private final List<String> names;

    Grammar(Docs docs) {
        this.docs = docs;
        names = docs.names().stream().filter(name -> name.indexOf('|') < 0).toList();
    }

    /** Of commands by their names. */
    static Grammar of(Map<String, CommandDoc> known) {
        Map<String, CommandDoc> sorted = new TreeMap<>(known);
        return new Grammar(new Docs() {
            @Override
            public Set<String> names() {
                return sorted.keySet();
            }

            @Override
            public CommandDoc get(String name) {
                return sorted.get(name);
            }
        });
    }

    /**
     * Asks a server, modules included. One before 7.0 has no words for its arguments: then those that come along are
     * taken, for the commands that it has. One that will not tell anything has what comes along.
     */
    public static Grammar ask(Wire wire) {
        return GrammarReader.ask(wire, new String[0]);
    }

    /** The same, only for these commands: what a server does not have is not in it. */
    public static Grammar ask(Wire wire, String... commands) {
        return GrammarReader.ask(wire, commands);
    }

    /** What comes along: the commands of an open server, without modules. */
    public static Grammar bundled() {
        return Bundled.ONLY;
    }

    /** The names of all commands, in lower case, sorted; without subcommands. */
    public Collection<String> names() {
        return names;
    }

    /** Every command and subcommand, by name. */
    Map<String, CommandDoc> all() {
        Map<String, CommandDoc> all = new TreeMap<>();
        docs.names().forEach(name -> all.put(name, docs.get(name)));
        return all;
    }

    /** The command that these words begin with; of a container its subcommand, if it is there already. */
    public Optional<CommandDoc> find(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        CommandDoc command = docs.get(lower(words.get(0)));
        if (command == null || command.subcommands().isEmpty() || words.size() < 2) {
            return Optional.ofNullable(command);
        }
        CommandDoc below = docs.get(command.name() + "|" + lower(words.get(1)));
        return Optional.of(below == null ? command : below);
    }

    /** By a name such as {@code get} or {@code config|set}, in any case. */
    public Optional<CommandDoc> named(String name) {
        return Optional.ofNullable(docs.get(lower(name)));
    }

    /** Commands whose names are close to a word that is none; the closest first. */
    public List<String> near(String word) {
        List<String> left = new ArrayList<>(names);
        List<String> near = new ArrayList<>();
        while (near.size() < MOST_NEAR) {
            String closest = Suggestion.closest(lower(word), left);
            if (closest == null) {
                break;
            }
            near.add(closest);
            left.remove(closest);
        }
        return near;
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT);
    }
}
