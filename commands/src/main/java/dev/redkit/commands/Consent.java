package dev.redkit.commands;

import dev.redkit.grammar.Danger;
import dev.redkit.grammar.Danger.Facts;
import dev.redkit.grammar.Grammar;
import dev.redkit.wire.Wire;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** Asks before a command changes a server whose profile is protected. What changes one, the server itself knows. */
public final class Consent {
    private Consent() {}

    public static void ask(Session session, Wire wire, List<String> command) {
        Grammar grammar = Grammar.ask(wire, command.get(0));
        // What the server does not have changes nothing; one that tells nothing may have it.
        boolean unknown = grammar.find(command).isEmpty() && grammar != Grammar.bundled();
        if (!unknown) {
            Danger.of(grammar, command, new Facts(OptionalLong.empty(), true))
                    .filter(danger -> danger.level() != Danger.Level.NOTE)
                    .ifPresent(danger -> session.console().confirm(question(session, grammar, command)));
        }
    }

    private static String question(Session session, Grammar grammar, List<String> command) {
        String question = "'" + command.get(0).toUpperCase(Locale.ROOT) + "' on the protected " + session.target();
        Optional<Danger> special = Danger.of(grammar, command, Facts.NONE);
        return special.map(danger -> question + " (it " + danger.reason() + ")").orElse(question);
    }
}
