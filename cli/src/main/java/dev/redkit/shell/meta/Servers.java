package dev.redkit.shell.meta;

import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Words;
import dev.redkit.shell.Desk;
import java.util.ArrayList;
import java.util.List;

/** To another server without leaving. */
final class Servers {
    private Servers() {}

    static Meta connect(Desk desk) {
        return new Meta(
                List.of("connect", "c"),
                "URI|OPTIONS",
                "go on with another server: redis://…, host:port, or options such as -p 7000 --askpass",
                rest -> desk.move(desk.surroundings().elsewhere(options(rest))));
    }

    private static String[] options(String rest) {
        List<String> words = new ArrayList<>(Words.of(rest).texts());
        if (words.isEmpty()) {
            throw new UsageError("\\connect needs a server", "\\connect redis://host:6379, or -h HOST -p PORT");
        }
        String first = words.get(0);
        if (!first.startsWith("-")) {
            words.set(0, first.contains("://") ? first : "redis://" + first);
            words.add(0, "-u");
        }
        return words.toArray(String[]::new);
    }

    static Meta profile(Desk desk) {
        return new Meta(
                List.of("profile"), "[NAME]", "go on with the server of a profile; alone: which there are", rest -> {
                    if (!rest.isEmpty()) {
                        desk.move(desk.surroundings().elsewhere("--profile", rest));
                        return;
                    }
                    List<String> names = desk.surroundings().profiles();
                    String now = desk.surroundings().profile();
                    StringBuilder text = new StringBuilder();
                    for (String name : names) {
                        text.append(name.equals(now) ? "* " : "  ").append(name).append('\n');
                    }
                    desk.print(text.length() == 0 ? "there are no profiles; 'init NAME' makes one\n" : text.toString());
                });
    }
}
