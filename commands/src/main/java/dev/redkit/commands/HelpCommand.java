package dev.redkit.commands;

import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit help}: of a command, or of what belongs to none. */
final class HelpCommand implements Action {
    private final Session session;
    private final Arg words;

    HelpCommand(Syntax syntax, Session session) {
        this.session = session;
        words = syntax.rest("COMMAND|TOPIC", "a command, or one of " + String.join(", ", Topics.names()), false);
        syntax.examples("redkit help ping", "redkit help server start", "redkit help exit-codes");
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
        }
        String close = Suggestion.hint(word, known);
        throw new UsageError("there is no help for '" + word + "'", close == null ? "see 'redkit --help'" : close);
    }
}
