package dev.redkit.shell;

import dev.redkit.commands.Catalog;
import dev.redkit.commands.Syntax;
import dev.redkit.grammar.Proposal;
import dev.redkit.grammar.Typing;
import dev.redkit.shell.line.LineParser;
import dev.redkit.shell.meta.Meta;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;
import picocli.CommandLine.Model.OptionSpec;

/** What the Tab key offers: commands, subcommands and options by place; keys, fields and channels; files; profiles. */
final class Completion implements Completer {
    /** How long a key press may wait for names that are being looked up; they are there for the next one. */
    private static final long MOMENT_MILLIS = 60;

    private final Lore lore;
    private final Metas metas;
    private final Surroundings surroundings;
    private final Map<String, Syntax> ours = new HashMap<>();

    Completion(Lore lore, Metas metas, Surroundings surroundings) {
        this.lore = lore;
        this.metas = metas;
        this.surroundings = surroundings;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        LineParser.Parsed parsed = (LineParser.Parsed) line;
        String before = parsed.line().substring(0, parsed.cursor());
        List<String> finished = parsed.words().subList(0, parsed.words().size() - 1);
        if (Part.endsInFile(before)) {
            Paths.complete(parsed.word(), candidates);
        } else if (before.stripLeading().startsWith("\\")) {
            metas(finished, parsed.word(), candidates);
        } else if (Part.command(before).length() == before.length()) {
            int count = Part.afterCount(before) > 0 ? 1 : 0;
            command(finished.subList(Math.min(count, finished.size()), finished.size()), parsed.word(), candidates);
        }
    }

    private void command(List<String> finished, String current, List<Candidate> candidates) {
        if (!finished.isEmpty()) {
            boolean says = finished.get(0).equals("redkit");
            boolean one = Catalog.summary(finished.get(0)) != null
                    && lore.grammar().named(finished.get(0)).isEmpty();
            if (says || one) {
                redkit(says ? finished.subList(1, finished.size()) : finished, current, candidates);
                return;
            }
            if (finished.get(0).equals("help")) {
                command(finished.subList(1, finished.size()), current, candidates);
                return;
            }
        }
        Typing typing = Typing.of(lore.grammar(), finished, current);
        for (Proposal proposal : typing.suggestions()) {
            candidates.add(candidate(proposal.text(), proposal.summary()));
        }
        if (finished.isEmpty()) {
            for (String name : Catalog.names()) {
                if (lore.grammar().named(name).isEmpty()) {
                    candidates.add(candidate(name, Catalog.summary(name)));
                }
            }
            candidates.add(candidate("redkit", "a command of redkit's by its name"));
            return;
        }
        names(typing, current, candidates);
    }

    private void names(Typing typing, String current, List<Candidate> candidates) {
        List<String> found = found(typing, current);
        if (found.isEmpty()) {
            lore.seek(typing, current);
            lore.settle(MOMENT_MILLIS);
            found = found(typing, current);
        }
        for (String name : found) {
            candidates.add(candidate(name, null));
        }
    }

    private List<String> found(Typing typing, String current) {
        Names names = lore.names();
        return switch (typing.kind()) {
            case KEY -> names.keys(current);
            case FIELD_OF -> names.fields(typing.key().orElse(""));
            case CHANNEL -> names.channels();
            default -> List.of();
        };
    }

    // ---- redkit's own

    private void redkit(List<String> finished, String current, List<Candidate> candidates) {
        if (finished.isEmpty()) {
            for (String name : Catalog.names()) {
                candidates.add(candidate(name, Catalog.summary(name)));
            }
            return;
        }
        Syntax syntax = syntax(finished.get(0));
        if (syntax == null) {
            return;
        }
        for (String word : finished.subList(1, finished.size())) {
            for (Syntax below : syntax.subcommands()) {
                syntax = below.name().equals(word) ? below : syntax;
            }
        }
        OptionSpec asking = option(syntax, finished.get(finished.size() - 1));
        if (asking != null && asking.arity().max() > 0) {
            value(syntax, asking, current, candidates);
            return;
        }
        for (Syntax below : syntax.subcommands()) {
            candidates.add(candidate(below.name(), below.summary()));
        }
        if (current.startsWith("-")) {
            options(syntax, candidates);
            options(surroundings.session().root(), candidates);
        } else if (syntax.subcommands().isEmpty()) {
            Paths.complete(current, candidates);
        }
    }

    private Syntax syntax(String name) {
        return Catalog.summary(name) == null
                ? null
                : ours.computeIfAbsent(name, one -> Catalog.open(one, surroundings.session()));
    }

    private OptionSpec option(Syntax syntax, String word) {
        OptionSpec own = syntax.spec().findOption(word);
        return own != null || !word.startsWith("-")
                ? own
                : surroundings.session().root().spec().findOption(word);
    }

    private void value(Syntax syntax, OptionSpec option, String current, List<Candidate> candidates) {
        if (option.completionCandidates() != null) {
            option.completionCandidates().forEach(word -> candidates.add(candidate(word, null)));
        } else if (option.longestName().equals("--profile")) {
            surroundings.profiles().forEach(name -> candidates.add(candidate(name, null)));
        } else if (syntax.isPath(option) || surroundings.session().root().isPath(option)) {
            Paths.complete(current, candidates);
        }
    }

    private static void options(Syntax syntax, List<Candidate> candidates) {
        for (OptionSpec option : syntax.spec().options()) {
            String[] description = option.description();
            candidates.add(candidate(option.longestName(), description.length == 0 ? null : description[0]));
        }
    }

    // ---- the shell's own

    private void metas(List<String> finished, String current, List<Candidate> candidates) {
        if (finished.isEmpty()) {
            for (Meta meta : metas.all()) {
                candidates.add(candidate("\\" + meta.names().get(meta.names().size() - 1), meta.summary()));
            }
            return;
        }
        String name = finished.get(0).substring(1).toLowerCase(Locale.ROOT);
        List<String> rest = finished.subList(1, finished.size());
        switch (name) {
            case "o", "output" ->
                List.of("table", "json", "ndjson", "csv", "tsv", "raw", "yaml")
                        .forEach(word -> candidates.add(candidate(word, null)));
            case "i", "source" -> Paths.complete(current, candidates);
            case "profile" -> surroundings.profiles().forEach(one -> candidates.add(candidate(one, null)));
            case "mode" -> List.of("vi", "emacs").forEach(word -> candidates.add(candidate(word, null)));
            case "explain", "h", "help" -> command(rest, current, candidates);
            case "watch" -> {
                boolean number =
                        !rest.isEmpty() && Character.isDigit(rest.get(0).charAt(0));
                command(number ? rest.subList(1, rest.size()) : rest, current, candidates);
            }
            case "peek" -> {
                Typing typing = Typing.of(lore.grammar(), List.of("TYPE"), current);
                names(typing, current, candidates);
            }
            default -> {
                if (Catalog.summary(name) != null) {
                    List<String> words = new ArrayList<>(finished);
                    words.set(0, name);
                    redkit(words, current, candidates);
                }
            }
        }
    }

    private static Candidate candidate(String value, String description) {
        return new Candidate(value, value, null, description, null, null, true);
    }
}
