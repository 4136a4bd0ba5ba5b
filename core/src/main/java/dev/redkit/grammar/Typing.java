package dev.redkit.grammar;

import dev.redkit.grammar.Place.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is being typed: what the word at the cursor can be, and what comes after it. */
public final class Typing {
    /** What a word can be. */
    public enum Kind {
        COMMAND,
        SUBCOMMAND,
        KEY,
        /** A field of the hash, or a member of the set, that {@link #key()} names. */
        FIELD_OF,
        CHANNEL,
        PATTERN,
        /** The name of a setting of the server. */
        SETTING,
        TOKEN,
        INTEGER,
        DOUBLE,
        STRING,
        /** A file; no argument of a server's command is one. */
        FILE,
        /** No word can be here. */
        NOTHING
    }

    private final CommandDoc command;
    private final Kind kind;
    private final String key;
    private final Argument argument;
    private final List<Proposal> proposals;
    private final List<HintPiece> hint;
    private final int misfit;
    private final boolean complete;

    private Typing(Builder builder) {
        command = builder.command;
        kind = builder.kind;
        key = builder.key;
        argument = builder.argument;
        proposals = List.copyOf(builder.proposals);
        hint = List.copyOf(builder.hint);
        misfit = builder.misfit;
        complete = builder.complete;
    }

    private static final class Builder {
        private CommandDoc command;
        private Kind kind = Kind.NOTHING;
        private String key;
        private Argument argument;
        private final List<Proposal> proposals = new ArrayList<>();
        private List<HintPiece> hint = List.of();
        private int misfit = -1;
        private boolean complete;
    }

    /**
     * Looks at a line.
     *
     * @param words those that are finished, before the cursor
     * @param current the word at the cursor, as far as it is typed; empty for none
     */
    public static Typing of(Grammar grammar, List<String> words, String current) {
        Builder builder = new Builder();
        if (words.isEmpty()) {
            builder.kind = Kind.COMMAND;
            names(grammar, "", grammar.names(), current, Kind.COMMAND, builder);
            return new Typing(builder);
        }
        builder.command = grammar.find(words).orElse(null);
        if (builder.command == null) {
            builder.misfit = 0;
            builder.kind = Kind.STRING;
        } else {
            command(grammar, words, current, builder);
        }
        return new Typing(builder);
    }

    private static void command(Grammar grammar, List<String> words, String current, Builder builder) {
        CommandDoc doc = builder.command;
        boolean container = !doc.subcommands().isEmpty() && doc.words() == 1;
        if (container && words.size() == 1) {
            builder.kind = Kind.SUBCOMMAND;
            builder.complete = doc.arity() < 0 && Math.abs(doc.arity()) <= 1;
            names(grammar, doc.name() + "|", doc.subcommands(), current, Kind.SUBCOMMAND, builder);
            if (!builder.proposals.isEmpty()) {
                builder.hint = subcommand(grammar, doc, current);
            }
            return;
        }
        if (container && doc.arguments().isEmpty()) {
            builder.misfit = 1;
            return;
        }
        arguments(doc, words, current, builder);
    }

    private static List<HintPiece> subcommand(Grammar grammar, CommandDoc doc, String current) {
        Optional<CommandDoc> below = grammar.named(doc.name() + "|" + current);
        List<HintPiece> pieces = new ArrayList<>();
        pieces.add(new HintPiece(
                below.map(one -> current.toUpperCase(Locale.ROOT)).orElse("subcommand"), Kind.SUBCOMMAND, false, true));
        below.ifPresent(one -> pieces.addAll(
                HintText.of(Walk.through(one, List.of(), 0).ways().get(0).place(), List.of())));
        return pieces;
    }

    private static void arguments(CommandDoc doc, List<String> words, String current, Builder builder) {
        Walk walk = Walk.through(doc, words, doc.words());
        if (walk.misfit() >= 0) {
            builder.misfit = walk.misfit();
            return;
        }
        builder.complete = walk.mayEnd();
        Map<String, Proposal> tokens = new LinkedHashMap<>();
        boolean hinted = false;
        for (Walk.Way way : walk.ways()) {
            List<Step> fitting = new ArrayList<>();
            for (Step step : Walk.expected(way.place())) {
                if (Fit.beginning(step, current)) {
                    fitting.add(step);
                    propose(step, current, tokens);
                }
            }
            if (fitting.isEmpty()) {
                continue;
            }
            if (!hinted) {
                hinted = true;
                builder.hint = HintText.of(way.place(), fitting);
                decide(way, fitting, builder);
            }
        }
        if (!hinted && walk.mayEnd() && current.isEmpty()) {
            builder.kind = Kind.NOTHING;
        }
        builder.proposals.addAll(tokens.values());
    }

    /** The kind is that of a word of the user's own, if one may be here. */
    private static void decide(Walk.Way way, List<Step> fitting, Builder builder) {
        Step chosen = fitting.get(0);
        for (Step step : fitting) {
            if (chosen.token() && !step.token()) {
                chosen = step;
            }
        }
        builder.argument = chosen.argument();
        builder.kind = kind(chosen);
        if (builder.kind == Kind.FIELD_OF) {
            builder.key = lastKey(way.trail());
            builder.kind = builder.key == null ? Kind.STRING : Kind.FIELD_OF;
        }
    }

    private static String lastKey(Walk.Trail trail) {
        for (Walk.Trail one = trail; one != null; one = one.before()) {
            if (!one.step().token() && one.step().argument().type() == Argument.Type.KEY) {
                return one.word();
            }
        }
        return null;
    }

    /** What a step's word is. */
    static Kind kind(Step step) {
        return step.token() ? Kind.TOKEN : kind(step.argument());
    }

    static Kind kind(Argument argument) {
        return switch (argument.type()) {
            case KEY -> Kind.KEY;
            case PATTERN -> Kind.PATTERN;
            case INTEGER, UNIX_TIME -> Kind.INTEGER;
            case DOUBLE -> Kind.DOUBLE;
            case PURE_TOKEN -> Kind.TOKEN;
            case STRING ->
                switch (argument.name().toLowerCase(Locale.ROOT)) {
                    case "key" -> Kind.KEY;
                    case "channel", "shardchannel" -> Kind.CHANNEL;
                    case "field", "member" -> Kind.FIELD_OF;
                    case "parameter" -> Kind.SETTING;
                    default -> Kind.STRING;
                };
            case ONEOF, BLOCK ->
                argument.hasToken() ? Kind.TOKEN : kind(argument.parts().get(0));
        };
    }

    private static void propose(Step step, String current, Map<String, Proposal> tokens) {
        String token = step.argument().token();
        if (step.token() && !token.equals("\"\"")) {
            String summary = SyntaxText.once(step.argument());
            tokens.putIfAbsent(
                    token, new Proposal(likeTyped(token, current), summary.equals(token) ? "" : summary, Kind.TOKEN));
        }
    }

    private static void names(
            Grammar grammar, String prefix, Iterable<String> names, String typed, Kind kind, Builder builder) {
        for (String name : names) {
            if (name.regionMatches(true, 0, typed, 0, typed.length())) {
                String summary =
                        grammar.named(prefix + name).map(CommandDoc::summary).orElse("");
                builder.proposals.add(new Proposal(likeTyped(name.toUpperCase(Locale.ROOT), typed), summary, kind));
            }
        }
    }

    /** In lower case for those who type so. */
    private static String likeTyped(String word, String typed) {
        boolean lower = !typed.isEmpty()
                && typed.equals(typed.toLowerCase(Locale.ROOT))
                && !typed.equals(typed.toUpperCase(Locale.ROOT));
        return lower ? word.toLowerCase(Locale.ROOT) : word;
    }

    /** What the word at the cursor can be; of a token and a word of one's own, the latter. */
    public Kind kind() {
        return kind;
    }

    /** The key to which a field or member belongs. */
    public Optional<String> key() {
        return Optional.ofNullable(key);
    }

    /** The command, once its name is finished and known. */
    public Optional<CommandDoc> command() {
        return Optional.ofNullable(command);
    }

    /** The argument that the word at the cursor would be. */
    public Optional<Argument> argument() {
        return Optional.ofNullable(argument);
    }

    /** Commands, subcommands or tokens that are possible here and begin as the word does. */
    public List<Proposal> suggestions() {
        return proposals;
    }

    /** The syntax from here on; empty when what was typed fits nothing. */
    public List<HintPiece> hint() {
        return hint;
    }

    /** The first finished word that fits nowhere (0 for an unknown command), or -1. */
    public int misfit() {
        return misfit;
    }

    /** Whether the finished words alone are a whole command. */
    public boolean isComplete() {
        return complete;
    }
}
