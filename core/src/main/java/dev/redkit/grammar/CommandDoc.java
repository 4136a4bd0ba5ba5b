package dev.redkit.grammar;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is known of a command, or of a subcommand ({@code config|set}). What a server does not tell is empty.
 *
 * @param name in lower case
 * @param since the version that brought it
 * @param arity the number of words, the name included; negative for at least so many, 0 for unknown
 * @param flags {@code write}, {@code readonly}, {@code movablekeys}, …
 * @param categories of access control, without their {@code @}
 * @param keys where its keys are, if they are at fixed places
 * @param module the module that brings it
 * @param subcommands their names, without the command's own
 */
public record CommandDoc(
        String name,
        String summary,
        String since,
        String group,
        String complexity,
        int arity,
        Set<String> flags,
        Set<String> categories,
        KeyRange keys,
        List<Argument> arguments,
        String deprecatedSince,
        String replacedBy,
        String module,
        List<String> subcommands) {

    /** First and last key among the words (the name is word 0; negative counts from the end), and the step between. */
    public record KeyRange(int first, int last, int step) {
        static final KeyRange NONE = new KeyRange(0, 0, 0);
    }

    public CommandDoc {
        flags = Set.copyOf(flags);
        categories = Set.copyOf(categories);
        arguments = List.copyOf(arguments);
        subcommands = List.copyOf(subcommands);
    }

    /** As it is written: {@code CONFIG SET}. */
    public String title() {
        return name.replace('|', ' ').toUpperCase(Locale.ROOT);
    }

    /** How many words its name has. */
    public int words() {
        return name.indexOf('|') < 0 ? 1 : 2;
    }

    public boolean isDeprecated() {
        return !deprecatedSince.isEmpty();
    }

    /** The name and all arguments: {@code GETEX key [EX seconds|…]}. */
    public String syntax() {
        StringBuilder text = new StringBuilder(title());
        if (!subcommands.isEmpty() && arguments.isEmpty()) {
            return text.append(" subcommand").toString();
        }
        arguments.forEach(argument -> text.append(' ').append(argument.syntax()));
        return text.toString();
    }
}
