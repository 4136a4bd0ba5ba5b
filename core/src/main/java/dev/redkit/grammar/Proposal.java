package dev.redkit.grammar;

/**
 * A word that is possible here.
 *
 * @param text the word; in lower case if what was typed is
 * @param summary what it means
 * @param kind COMMAND, SUBCOMMAND or TOKEN
 */
public record Proposal(String text, String summary, Typing.Kind kind) {}
