package dev.redkit.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One command with placeholders: its arguments, each a row of pieces. */
final class Template {
    private final String text;
    private final List<List<Piece>> arguments;

    private Template(String text, List<List<Piece>> arguments) {
        this.text = text;
        this.arguments = arguments;
    }

    /** {@code tables}: those that {@code {field:…}} may name. */
    static Template parse(String text, List<Table> tables) {
        return new Template(text, new TemplateParser(text, tables).arguments());
    }

    /** A command of which only the name is known. */
    static Template named(String name) {
        return new Template(name, List.of(List.of(new Piece.Literal(name.getBytes(StandardCharsets.UTF_8)))));
    }

    /** As it was written. */
    String text() {
        return text;
    }

    List<List<Piece>> arguments() {
        return arguments;
    }

    /** The command's name, in lower case. */
    String name() {
        StringBuilder name = new StringBuilder();
        for (Piece piece : arguments.get(0)) {
            if (piece instanceof Piece.Literal literal) {
                name.append(new String(literal.bytes(), StandardCharsets.UTF_8));
            }
        }
        return name.toString().toLowerCase(Locale.ROOT);
    }

    /** The first key space that is written out here. */
    Optional<KeySpace> keySpace() {
        for (List<Piece> argument : arguments) {
            for (Piece piece : argument) {
                if (piece instanceof Piece.Key key && key.space().isPresent()) {
                    return key.space();
                }
            }
        }
        return Optional.empty();
    }
}
