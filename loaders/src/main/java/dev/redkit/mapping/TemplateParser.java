package dev.redkit.mapping;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.mapping.Template.Part;
import dev.redkit.mapping.Template.Source;
import java.util.ArrayList;
import java.util.List;

/** Reads templates; the one place that knows how they are written. */
final class TemplateParser {
    private static final String HINT =
            "write {column}, {column|filter:argument}, {\"odd column\"}, {#row}, {#line} or {#file}; a brace itself is {{ or }}";

    private final String what;
    private final String text;
    private int at;

    TemplateParser(String what, String text) {
        this.what = what;
        this.text = text;
    }

    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        StringBuilder constant = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean doubled = at + 1 < text.length() && text.charAt(at + 1) == c;
            if ((c == '{' || c == '}') && doubled) {
                constant.append(c);
                at += 2;
            } else if (c == '{') {
                flush(constant, parts);
                parts.add(hole());
            } else if (c == '}') {
                throw wrong("a '}' without a '{'", at);
            } else {
                constant.append(c);
                at++;
            }
        }
        flush(constant, parts);
        return parts;
    }

    private static void flush(StringBuilder constant, List<Part> parts) {
        if (constant.length() > 0) {
            parts.add(new Part(Source.CONSTANT, constant.toString(), List.of()));
            constant.setLength(0);
        }
    }

    private Part hole() {
        int open = at++;
        skipSpaces();
        int start = at;
        boolean quoted = peek() == '"';
        String name = quoted ? quoted() : word("|}");
        if (name.isEmpty()) {
            throw wrong("a '{' without a column name", open);
        }
        List<Filter> filters = new ArrayList<>();
        while (true) {
            skipSpaces();
            if (at >= text.length()) {
                throw wrong("a '{' that is never closed", open);
            }
            char c = text.charAt(at++);
            if (c == '}') {
                return part(name, quoted, start, filters);
            }
            if (c != '|') {
                throw wrong("'" + c + "' after a quoted word, where | or } should be", at - 1);
            }
            filters.add(filter());
        }
    }

    private Part part(String name, boolean quoted, int start, List<Filter> filters) {
        if (quoted || name.charAt(0) != '#') {
            return new Part(Source.COLUMN, name, List.copyOf(filters));
        }
        Source source = switch (name) {
            case "#row" -> Source.ROW;
            case "#line" -> Source.LINE;
            case "#file" -> Source.FILE;
            default -> {
                String close = Suggestion.hint(name, List.of("#row", "#line", "#file"));
                String hint = "a column of this name is written {\"" + name + "\"}";
                throw new UsageError(
                        message("there is no '" + name + "'", start), close == null ? hint : close + " " + hint);
            }
        };
        return new Part(source, name, List.copyOf(filters));
    }

    private Filter filter() {
        skipSpaces();
        int start = at;
        String word = word(":|}");
        List<String> args = new ArrayList<>();
        while (peek() == ':') {
            at++;
            args.add(peek() == '"' ? quoted() : raw(":|}"));
        }
        try {
            return Filter.of(word, args);
        } catch (UsageError e) {
            throw new UsageError(message(e.getMessage(), start), e.hint().orElse(HINT), e);
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipSpaces() {
        while (peek() == ' ') {
            at++;
        }
    }

    private String word(String ends) {
        return raw(ends).strip();
    }

    private String raw(String ends) {
        int start = at;
        while (at < text.length() && ends.indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '{') {
                throw wrong("a '{' inside of braces", at);
            }
            at++;
        }
        return text.substring(start, at);
    }

    /** A word in double quotes; a backslash takes the next character as it is. */
    private String quoted() {
        int open = at++;
        StringBuilder word = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return word.toString();
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            word.append(c);
        }
        throw wrong("a '\"' that is never closed", open);
    }

    private UsageError wrong(String problem, int position) {
        return new UsageError(message(problem, position), HINT);
    }

    private String message(String problem, int position) {
        return what + " '" + text + "': " + problem + " (at character " + (position + 1) + ")";
    }
}
