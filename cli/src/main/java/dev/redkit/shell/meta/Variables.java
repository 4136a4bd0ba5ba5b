package dev.redkit.shell.meta;

import dev.redkit.failure.UsageError;
import dev.redkit.shell.Desk;
import java.util.List;
import java.util.Map;

/** Values with names: {@code \set k user:1}, then {@code GET $k}. */
final class Variables {
    private Variables() {}

    static Meta set(Desk desk) {
        return new Meta(
                List.of("set"),
                "[NAME VALUE]",
                "a value that lines may use as $NAME; $_ is the last reply, all of it",
                rest -> set(desk, rest));
    }

    private static void set(Desk desk, String rest) {
        Map<String, String> variables = desk.settings().variables();
        if (rest.isEmpty()) {
            variables.forEach((name, value) -> desk.print(name + " = " + value + "\n"));
            return;
        }
        String[] parts = rest.split("\\s+", 2);
        if (!parts[0].matches("[A-Za-z]\\w*")) {
            throw new UsageError("\\set: '" + parts[0] + "' is no name", "letters, digits and _, a letter first");
        }
        variables.put(parts[0], parts.length > 1 ? parts[1] : "");
    }

    static Meta unset(Desk desk) {
        return new Meta(List.of("unset"), "NAME", "forget a value", rest -> {
            if (desk.settings().variables().remove(rest) == null) {
                throw new UsageError("there is no value '" + rest + "'", "\\set shows which there are");
            }
        });
    }
}
