package dev.redkit.shell;

import dev.redkit.console.Console;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.ReplyStyle;
import dev.redkit.render.ReplyView;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows a reply in the form that was chosen; raw where it goes to a program or a file and none was. */
final class Rendering {
    /** So much of a string is shown; all of it goes to programs and files. */
    private static final int LONGEST_SHOWN = 1 << 20;

    private final Settings settings;
    private final Outlet outlet;
    private final Format format;

    Rendering(Stage stage, Settings settings, Outlet outlet) {
        this.settings = settings;
        this.outlet = outlet;
        this.format = settings.format() == Format.TABLE && outlet.isData() ? Format.RAW : settings.format();
    }

    /** How many bytes of a string are wanted. */
    int longest() {
        return format == Format.TABLE && outlet.console().terminal().out() ? LONGEST_SHOWN : Integer.MAX_VALUE;
    }

    Remembered show(List<String> words, Parts reply) {
        Remembered remembered = new Remembered();
        Parts parts = remembered.of(reply);
        if (remembered.error() != null) {
            return remembered;
        }
        Console console = outlet.console();
        switch (format) {
            case RAW -> raw(parts, console);
            case TABLE ->
                ReplyView.show(words, parts, style(console), line -> {
                    console.line(line);
                    return true;
                });
            default -> Renderer.of(format, console).document(Replies.of(words, parts.whole()));
        }
        console.flush();
        return remembered;
    }

    private ReplyStyle style(Console console) {
        return ReplyStyle.of(console).withExpanded(settings.expanded());
    }

    /** Values only, one per line, as they come: what is long is nowhere as a whole. */
    private static void raw(Parts parts, Console console) {
        if (parts.kind() == Parts.Kind.SCALAR) {
            Renderer.of(Format.RAW, console).document(Replies.of(parts.scalar()));
            return;
        }
        while (parts.hasNext()) {
            Parts part = parts.next();
            if (parts.kind() == Parts.Kind.MAP) {
                byte[] name = bytes(part.whole());
                console.write(name, 0, name.length);
                part = parts.next();
                console.print(part.kind() == Parts.Kind.SCALAR ? " " : "\n");
            }
            raw(part, console);
        }
    }

    private static byte[] bytes(Reply name) {
        return name instanceof Reply.Bulk bulk ? bulk.bytes() : name.text().getBytes(StandardCharsets.UTF_8);
    }
}
