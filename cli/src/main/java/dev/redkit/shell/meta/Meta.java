package dev.redkit.shell.meta;

import dev.redkit.shell.Desk;
import java.util.List;
import java.util.function.Consumer;

/**
 * A command of the shell itself.
 *
 * @param names how it is called, the usual name first
 * @param arguments what follows the name, for the help
 * @param summary what it does, for the help
 * @param action does it, given what was typed behind the name
 */
public record Meta(List<String> names, String arguments, String summary, Consumer<String> action) {
    /** All there are. */
    public static List<Meta> all(Desk desk) {
        return List.of(
                new Help(desk).meta(),
                Toggles.output(desk),
                Toggles.expanded(desk),
                Toggles.timing(desk),
                Toggles.pager(desk),
                Toggles.readOnly(desk),
                Toggles.keyNames(desk),
                Toggles.editing(desk),
                new Watch(desk).meta(),
                new Edit(desk).meta(),
                Variables.set(desk),
                Variables.unset(desk),
                new Queue(desk).meta(),
                new Peek(desk).meta(),
                new Explain(desk).meta(),
                Servers.connect(desk),
                Servers.profile(desk),
                new Include(desk).meta(),
                new Lines(desk).meta(),
                new Meta(List.of("clear"), "", "wipe the screen", rest -> desk.clear()),
                new Meta(List.of("q", "quit", "exit"), "", "leave; so does Ctrl-D", rest -> desk.leave()));
    }

    public void run(String rest) {
        action.accept(rest);
    }
}
