package dev.redkit.commands;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.grammar.CommandDoc;
import dev.redkit.grammar.CommandHelp;
import dev.redkit.grammar.Grammar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code redkit help}: of a command, or of what belongs to none. */
final class HelpCommand implements Action {
    private final Session session;
    private final Arg words;

    HelpCommand(Syntax syntax, Session session) {
        this.session = session;
        words = syntax.rest(
                "COMMAND|TOPIC",
                "a command of redkit or (in capitals, or where redkit has none of that name) of a server, or one of "
                        + String.join(", ", Topics.names()),
                false);
        syntax.examples(
                "redkit help ping", "redkit help server start", "redkit help exit-codes", "redkit help CONFIG SET");
    }

    @Override
    public void run() {
        Syntax root = session.root();
        List<String> asked = words.all();
        String topic = asked.size() == 1 ? Topics.text(asked.get(0)) : null;
        if (topic != null) {
            session.console().print(topic);
            return;
        }
        // In capitals it is one of the server, also where redkit has a command of that name.
        boolean ours = asked.isEmpty() || Catalog.summary(asked.get(0)) != null || Topics.text(asked.get(0)) != null;
        Optional<CommandDoc> doc = ours ? Optional.empty() : Grammar.bundled().find(asked);
        if (doc.isPresent() && doc.get().words() == asked.size()) {
            int width = session.console().terminal().width();
            session.console().print(CommandHelp.of(Grammar.bundled(), doc.get(), width));
            return;
        }
        Syntax found = root;
        for (String word : asked) {
            found = below(found, root, word);
        }
        session.console()
                .print(HelpPage.of(found, root, session.console().terminal().width()));
    }

    private Syntax below(Syntax above, Syntax root, String word) {
        if (above == root && Catalog.summary(word) != null) {
            return Catalog.attach(root, word, session);
        }
        List<String> known = new ArrayList<>();
        for (Syntax one : above.subcommands()) {
            if (one.name().equals(word)) {
                return one;
            }
            known.add(one.name());
        }
        if (above == root) {
            known.addAll(Catalog.names());
            known.addAll(Topics.names());
            known.addAll(Grammar.bundled().names());
        }
        String close = Suggestion.hint(word, known);
        throw new UsageError("there is no help for '" + word + "'", close == null ? "see 'redkit --help'" : close);
    }
}
