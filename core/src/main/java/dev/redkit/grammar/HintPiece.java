package dev.redkit.grammar;

/**
 * A piece of the syntax that is still to come.
 *
 * @param text such as {@code [EX seconds|PX milliseconds]}
 * @param kind what the word would be that begins it
 * @param optional whether it may be left out
 * @param current whether the word that is being typed may be (a part of) it
 */
public record HintPiece(String text, Typing.Kind kind, boolean optional, boolean current) {}
