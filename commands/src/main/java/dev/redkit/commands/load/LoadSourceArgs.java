package dev.redkit.commands.load;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.source.Dialect;
import dev.redkit.source.Header;
import dev.redkit.source.JdbcOptions;
import dev.redkit.source.Ragged;
import dev.redkit.source.SourceOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The options that say how a dataset is to be read. */
final class LoadSourceArgs {
    private final Arg format;
    private final Arg encoding;
    private final Arg delimiter;
    private final Arg quote;
    private final Arg escape;
    private final Arg comment;
    private final Arg trim;
    private final Arg nullText;
    private final Arg header;
    private final Arg columns;
    private final Arg ragged;
    private final Arg widths;
    private final Arg jsonPath;
    private final Arg flatten;
    private final Arg recordPath;
    private final Arg query;
    private final Arg driver;
    private final Arg jdbcUser;
    private final Arg passwordFile;

    LoadSourceArgs(Syntax syntax) {
        syntax.section("How to read it");
        format = syntax.option("NAME", "its format (default: by content and name)", "--format");
        encoding = syntax.option("NAME", "of its text (default: UTF-8, or what a byte order mark says)", "--encoding");
        delimiter = syntax.option("TEXT", "what stands between fields; \\t is a tab", "--delimiter");
        quote = syntax.option("CHAR", "what encloses fields (default: \"); none for no such thing", "--quote");
        escape = syntax.option("CHAR", "what makes the next character plain (default: quotes are doubled)", "--escape");
        comment = syntax.option("CHAR", "what begins a line that is no record", "--comment");
        trim = syntax.flag("drop blanks around fields", "--trim");
        nullText = syntax.option("TEXT", "what an unquoted field says when it is null: NULL, \\N", "--null-text");
        header = syntax.choice(Header.class, "whether the first line names the columns (default: auto)", "--header");
        columns = syntax.option("NAME,…", "names of the columns, instead of the header's", "--columns");
        ragged = syntax.choice(
                Ragged.class, "records with too few or too many fields (default: error, it is rejected)", "--ragged");
        widths = syntax.option("N,N,*", "fixed widths of columns, or ranges: 1-5,6-15,16-", "--widths");
        jsonPath = syntax.option("/a/b", "where in a JSON document the records are", "--json-path");
        flatten = syntax.flag("make columns a.b.c of nested objects", "--flatten");
        recordPath = syntax.option("/a/b", "which XML elements are records", "--record-path");
        query = syntax.option("SQL", "jdbc: addresses: what to ask", "--query");
        driver = syntax.path("JAR", "jdbc: addresses: the driver; may be given again", "--driver");
        jdbcUser = syntax.option("NAME", "jdbc: addresses: who asks", "--jdbc-user");
        passwordFile = syntax.path("FILE", "jdbc: addresses: a file with the password", "--jdbc-pass-file");
    }

    /** What belongs to databases; the password comes from the environment, where no list of processes shows it. */
    JdbcOptions jdbc() {
        List<Path> drivers = driver.all().stream().map(Path::of).toList();
        return new JdbcOptions(query.text(null), drivers, jdbcUser.text(null), password());
    }

    private String password() {
        if (!passwordFile.present()) {
            return null;
        }
        try (Stream<String> lines = Files.lines(Path.of(passwordFile.text()))) {
            return lines.findFirst().orElse("");
        } catch (IOException | UncheckedIOException e) {
            throw new UsageError("--jdbc-pass-file: " + passwordFile.text() + " cannot be read", null, e);
        }
    }

    SourceOptions options() {
        SourceOptions.Delimited delimited = new SourceOptions.Delimited(
                dialect(),
                header.choice(Header.AUTO),
                columns.present() ? List.of(columns.text().split(",")) : List.of(),
                ragged.choice(Ragged.ERROR),
                widths.present() ? widths.text() : null);
        SourceOptions.Nested nested =
                new SourceOptions.Nested(jsonPath.text(null), flatten.present(), recordPath.text(null));
        return new SourceOptions(format.text(null), charset(), delimited, nested, SourceOptions.DEFAULTS.recordLimit());
    }

    private Dialect dialect() {
        String between = delimiter.present() ? delimiter.text().replace("\\t", "\t") : null;
        char enclosing = quote.present() && quote.text().equals("none") ? Dialect.NONE : character(quote, '"');
        return new Dialect(
                between,
                enclosing,
                character(escape, Dialect.NONE),
                character(comment, Dialect.NONE),
                trim.present(),
                nullText.text(null));
    }

    private static char character(Arg arg, char otherwise) {
        if (!arg.present()) {
            return otherwise;
        }
        if (arg.text().length() != 1) {
            throw new UsageError(arg.name() + " is one character, not '" + arg.text() + "'");
        }
        return arg.text().charAt(0);
    }

    private Charset charset() {
        if (!encoding.present()) {
            return null;
        }
        try {
            return Charset.forName(encoding.text());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UsageError(
                    "--encoding: '" + encoding.text() + "' is not known",
                    "it is a name like utf-16 or windows-1252",
                    e);
        }
    }
}
