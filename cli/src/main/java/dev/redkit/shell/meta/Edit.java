package dev.redkit.shell.meta;

import dev.redkit.shell.Desk;
import java.util.List;

/** A line, or the last one, in the user's editor. What is saved stands at the next prompt, and is not sent by itself. */
final class Edit {
    private final Desk desk;

    Edit(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(List.of("e", "edit"), "[LINE]", "write a line in $VISUAL, $EDITOR or vi", this::run);
    }

    private void run(String rest) {
        List<String> past = desk.history();
        String start = rest;
        for (int i = past.size() - 1; i >= 0 && start.isEmpty(); i--) {
            start = past.get(i).startsWith("\\e") ? "" : past.get(i);
        }
        desk.propose(desk.edit(start).stripTrailing());
    }
}
