package dev.redkit.screen;

import dev.redkit.console.Console;
import dev.redkit.render.TextWidth;
import java.util.List;

/** Puts a picture over the one before, without flicker. What does not fit is cut. */
public final class Painting {
    private static final String HOME = "\u001b[H";
    private static final String REST_OF_LINE = "\u001b[K";
    private static final String REST_OF_SCREEN = "\u001b[J";

    private Painting() {}

    /** The lines, as far as so many columns and rows take them; the cursor stays behind the last one. */
    public static void show(Console console, List<PaintedLine> lines, int columns, int rows) {
        StringBuilder out = new StringBuilder(HOME);
        int count = Math.min(lines.size(), rows);
        for (int i = 0; i < count; i++) {
            PaintedLine line = lines.get(i);
            String text = TextWidth.cut(plain(line.text()), columns);
            out.append(line.ink() == null ? text : console.paint(line.ink(), text))
                    .append(REST_OF_LINE);
            // The line below the last row would scroll everything up.
            out.append(i == count - 1 && count == rows ? "" : "\r\n");
        }
        console.print(out.append(count == rows ? "" : REST_OF_SCREEN).toString());
        console.flush();
    }

    /** A name of anybody's, which must not paint on a terminal. */
    public static String plain(String name) {
        return name.replaceAll("\\p{Cntrl}", "?");
    }
}
