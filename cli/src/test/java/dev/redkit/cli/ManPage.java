package dev.redkit.cli;

import dev.redkit.cli.Model.Place;
import dev.redkit.commands.HelpPage;
import dev.redkit.commands.Topics;
import dev.redkit.console.ExitCode;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The man page of one command, in roff. It carries no date, so that the same source gives the same bytes. */
final class ManPage {
    private final Model model;
    private final Place place;
    private final StringBuilder out = new StringBuilder();

    private ManPage(Model model, Place place) {
        this.model = model;
        this.place = place;
    }

    static String fileName(Place place) {
        return name(place) + ".1";
    }

    private static String name(Place place) {
        return place.path().isEmpty() ? "redkit" : "redkit-" + place.path().replace(' ', '-');
    }

    static String of(Model model, Place place) {
        return new ManPage(model, place).text();
    }

    private String text() {
        out.append(".\\\" Generated from the syntax of redkit; do not edit.\n");
        out.append(".TH \"").append(name(place).toUpperCase(Locale.ROOT)).append("\" 1 \"\" redkit redkit\n");
        section("NAME");
        line(name(place) + " \\- " + escape(place.syntax().summary()));
        section("SYNOPSIS");
        line(escape(HelpPage.synopsis(place.syntax(), model.root)));
        section("DESCRIPTION");
        for (String paragraph : place.syntax().spec().usageMessage().description()) {
            line(escape(paragraph));
            out.append(".PP\n");
        }
        parameters();
        commands();
        options();
        examples();
        if (place.path().isEmpty()) {
            exitCodes();
            for (String topic : Topics.names()) {
                topic(topic);
            }
        } else {
            section("SEE ALSO");
            line("\\fBredkit\\fR(1), for the options of the connection and the output, and for the exit codes");
        }
        return out.toString();
    }

    private void parameters() {
        if (place.syntax().spec().positionalParameters().isEmpty()) {
            return;
        }
        section("PARAMETERS");
        for (PositionalParamSpec one : place.syntax().spec().positionalParameters()) {
            item(one.paramLabel(), Model.description(one));
        }
    }

    private void commands() {
        if (model.commandsBelow(place).isEmpty()) {
            return;
        }
        section("COMMANDS");
        for (String[] command : model.commandsBelow(place)) {
            item(command[0], command[1]);
        }
    }

    private void options() {
        String heading = null;
        for (OptionSpec option : model.options(place)) {
            String section = place.syntax().sectionOf(option);
            if (heading == null) {
                section("OPTIONS");
                heading = "";
            }
            if (section != null && !section.equals(heading)) {
                out.append(".SS ").append(escape(section)).append('\n');
                heading = section;
            }
            item(HelpPage.names(option).strip(), Model.description(option));
        }
    }

    private void examples() {
        if (place.syntax().examples().isEmpty()) {
            return;
        }
        section("EXAMPLES");
        verbatim(String.join("\n", place.syntax().examples()));
    }

    private void exitCodes() {
        section("EXIT STATUS");
        for (ExitCode code : ExitCode.values()) {
            item(Integer.toString(code.code()), code.meaning());
        }
    }

    private void topic(String name) {
        if (!name.equals("exit-codes")) {
            section(name.toUpperCase(Locale.ROOT));
            verbatim(Topics.text(name).strip());
        }
    }

    private void section(String title) {
        out.append(".SH ").append(title).append('\n');
    }

    private void item(String term, String text) {
        out.append(".TP\n\\fB").append(escape(term)).append("\\fR\n");
        line(escape(text));
    }

    private void verbatim(String text) {
        out.append(".nf\n");
        for (String one : text.split("\n", -1)) {
            line(escape(one));
        }
        out.append(".fi\n");
    }

    private void line(String text) {
        // A line that starts with a dot or a quote would be a request.
        out.append(text.startsWith(".") || text.startsWith("'") ? "\\&" : "")
                .append(text)
                .append('\n');
    }

    private static String escape(String text) {
        return text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...").replace("’", "'");
    }
}
