package dev.redkit.grammar;

import java.util.List;

/** The syntax of arguments as documentation writes it: {@code [EX seconds|PX milliseconds]}. */
final class SyntaxText {
    private SyntaxText() {}

    static String of(Argument argument) {
        String once = once(argument);
        String text = once;
        if (argument.multiple()) {
            boolean again = argument.multipleToken() || !argument.hasToken();
            text = once + " [" + (again ? once : body(argument)) + " ...]";
        }
        return argument.optional() ? "[" + text + "]" : text;
    }

    /** One of it, with its token. */
    static String once(Argument argument) {
        if (!argument.hasToken()) {
            return body(argument);
        }
        String body = argument.type() == Argument.Type.PURE_TOKEN ? "" : body(argument);
        String choice = argument.type() == Argument.Type.ONEOF ? "<" + body + ">" : body;
        return body.isEmpty() ? argument.token() : argument.token() + " " + choice;
    }

    /** Without its token. */
    static String body(Argument argument) {
        return switch (argument.type()) {
            case ONEOF -> joined(argument.parts(), "|");
            case BLOCK -> joined(argument.parts(), " ");
            case PURE_TOKEN -> argument.token();
            default -> argument.name();
        };
    }

    private static String joined(List<Argument> parts, String between) {
        StringBuilder text = new StringBuilder();
        for (Argument part : parts) {
            text.append(text.length() == 0 ? "" : between);
            boolean choice = part.type() == Argument.Type.ONEOF && !part.optional() && !part.hasToken();
            text.append(choice ? "<" + of(part) + ">" : of(part));
        }
        return text.toString();
    }
}
