package dev.redkit.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The parts of a line that is being typed, by meaning; who paints them decides how. */
public final class Highlight {
    /** What a part is. */
    public enum Kind {
        COMMAND,
        SUBCOMMAND,
        /** The first word, when no command begins so or is called so; or a word that is no subcommand. */
        UNKNOWN_COMMAND,
        KEY,
        TOKEN,
        NUMBER,
        STRING,
        /** A word that the command has no place for. */
        MISFIT,
        /** From a quote that is never closed to the end. */
        UNBALANCED,
        SECRET
    }

    /** A part of the line, from a character to before another. */
    public record Span(int from, int to, Kind kind) {}

    private Highlight() {}

    /** The parts of a line of one command, in order; blanks are none. */
    public static List<Span> of(Grammar grammar, String line) {
        return of(grammar, line, word -> false);
    }

    /** The same, where other first words are known besides the server's commands. */
    public static List<Span> of(Grammar grammar, String line, Predicate<String> known) {
        Words split = Words.of(line);
        List<Words.Word> words = split.words();
        List<String> texts = split.texts();
        if (words.isEmpty()) {
            return List.of();
        }
        boolean finished = words.get(words.size() - 1).to() < line.length();
        List<Kind> kinds = kinds(grammar, texts, finished, known);
        BitSet secrets = Secrecy.secrets(texts);
        Words.Fault fault = split.fault();
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            Words.Word word = words.get(i);
            Kind kind = secrets.get(i) ? Kind.SECRET : kinds.get(i);
            boolean faulty = fault != null && fault.at() >= word.from() && fault.at() < word.to();
            if (!faulty) {
                spans.add(new Span(word.from(), word.to(), kind));
                continue;
            }
            if (fault.at() > word.from()) {
                spans.add(new Span(word.from(), fault.at(), kind));
            }
            spans.add(new Span(fault.at(), word.to(), Kind.UNBALANCED));
        }
        return spans;
    }

    private static List<Kind> kinds(Grammar grammar, List<String> words, boolean finished, Predicate<String> known) {
        List<Kind> kinds = new ArrayList<>();
        Optional<CommandDoc> found = grammar.find(words);
        if (found.isEmpty()) {
            boolean begins = words.size() == 1 && !finished && begins(grammar.names(), words.get(0));
            kinds.add(begins || known.test(words.get(0)) ? Kind.COMMAND : Kind.UNKNOWN_COMMAND);
            return fill(kinds, words.size(), Kind.STRING);
        }
        CommandDoc doc = found.get();
        kinds.add(Kind.COMMAND);
        if (doc.words() == 2) {
            kinds.add(Kind.SUBCOMMAND);
        } else if (!doc.subcommands().isEmpty() && doc.arguments().isEmpty() && words.size() > 1) {
            boolean begins = words.size() == 2 && !finished && begins(doc.subcommands(), words.get(1));
            kinds.add(begins ? Kind.SUBCOMMAND : Kind.UNKNOWN_COMMAND);
            return fill(kinds, words.size(), Kind.STRING);
        }
        Walk walk = Walk.through(doc, words, doc.words());
        walk.steps().forEach(step -> kinds.add(kind(Typing.kind(step))));
        if (kinds.size() < words.size()) {
            // The word at the cursor is not finished: nobody can say yet.
            boolean last = kinds.size() == words.size() - 1 && !finished;
            kinds.add(last ? Kind.STRING : Kind.MISFIT);
        }
        return fill(kinds, words.size(), Kind.STRING);
    }

    private static boolean begins(Iterable<String> names, String word) {
        for (String name : names) {
            if (name.regionMatches(true, 0, word, 0, word.length())) {
                return true;
            }
        }
        return false;
    }

    private static Kind kind(Typing.Kind kind) {
        return switch (kind) {
            case KEY -> Kind.KEY;
            case TOKEN -> Kind.TOKEN;
            case INTEGER, DOUBLE -> Kind.NUMBER;
            default -> Kind.STRING;
        };
    }

    private static List<Kind> fill(List<Kind> kinds, int size, Kind with) {
        while (kinds.size() < size) {
            kinds.add(with);
        }
        return kinds;
    }
}
