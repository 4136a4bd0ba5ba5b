package dev.redkit.render;

import dev.redkit.console.Console;
import dev.redkit.console.Ink;

/** Where text for people goes: the console, or whoever pages it. */
interface TextOut {
    /** The width that a line may take; {@link Integer#MAX_VALUE} where nobody looks at it. */
    int width();

    String paint(Ink ink, String text);

    void line(String text);

    static TextOut of(Console console) {
        return new TextOut() {
            @Override
            public int width() {
                return console.width();
            }

            @Override
            public String paint(Ink ink, String text) {
                return console.paint(ink, text);
            }

            @Override
            public void line(String text) {
                console.line(text);
            }
        };
    }
}
