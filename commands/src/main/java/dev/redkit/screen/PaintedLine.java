package dev.redkit.screen;

import dev.redkit.console.Ink;

/** A line of a picture; all of it in one ink, or in none (null). */
public record PaintedLine(String text, Ink ink) {
    public static PaintedLine plain(String text) {
        return new PaintedLine(text, null);
    }
}
