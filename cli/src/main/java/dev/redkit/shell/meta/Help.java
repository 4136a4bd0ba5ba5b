package dev.redkit.shell.meta;

import dev.redkit.grammar.Words;
import dev.redkit.shell.Desk;
import java.util.List;

/** What the shell can; with a word, what that is. */
final class Help {
    private static final String KEYS = """

            Lines
              GET k | jq .      through a program             5 INCR n      five times
              KEYS * > file     into a file (>> at its end)   SET k < file  last argument from a file
              "…\\n\\x00" '…'     redis-cli's quotes; an open one goes on in the next line
              load … backup …   redkit's commands; where a word is also Redis's: redkit info, or \\info

            Keys
              Tab completes · Ctrl-R searches the past · right arrow takes what stands there faintly · Ctrl-C gives a
              command up, the connection stays · Ctrl-D leaves · a line that begins with a blank is not remembered

            """;

    private final Desk desk;

    Help(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(
                List.of("h", "help"), "[COMMAND]", "this; or all about a command of Redis or redkit", this::run);
    }

    private void run(String rest) {
        if (!rest.isEmpty()) {
            String about = desk.about(Words.of(rest).texts());
            if (about.isEmpty()) {
                desk.run("redkit help " + rest);
            } else {
                desk.print(about);
            }
            return;
        }
        StringBuilder text = new StringBuilder();
        for (Meta meta : Meta.all(desk)) {
            String typed = "\\" + String.join(" \\", meta.names()) + " " + meta.arguments();
            text.append("  ").append(typed).append(" ".repeat(Math.max(2, 26 - typed.length())));
            text.append(meta.summary()).append('\n');
        }
        desk.print(text + KEYS);
    }
}
