package dev.redkit.commands;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * In which a subcommand says what it takes. It fills picocli's model by hand: annotations cost 30 ms of processor time
 * on every start, because they are proxies that no class-data archive can hold.
 */
public final class Syntax {
    private final CommandSpec spec;
    private final List<Syntax> subcommands = new ArrayList<>(0);
    private String summary;
    private List<String> examples = List.of();
    private Action action;
    private int positions;
    private String section;
    private final Map<String, String> sections = new HashMap<>();
    private final Set<String> files = new HashSet<>();

    public Syntax(String name, String summary) {
        this.spec = CommandSpec.wrapWithoutInspection(this).name(name);
        this.summary = summary;
        spec.usageMessage().description(summary);
        spec.parser().overwrittenOptionsAllowed(true);
    }

    /** The model behind, for the parser and for the generators of help, man pages and completions. */
    public CommandSpec spec() {
        return spec;
    }

    public String name() {
        return spec.name();
    }

    public String summary() {
        return summary;
    }

    /** What stands below the summary in the help: paragraphs. */
    public void description(String... paragraphs) {
        spec.usageMessage().description(paragraphs);
    }

    /** Command lines that end the help, each a line of {@code command # remark}. */
    public void examples(String... lines) {
        examples = List.of(lines);
    }

    public List<String> examples() {
        return examples;
    }

    public void action(Action value) {
        action = value;
    }

    /** What to run; null for a command that only holds others. */
    public Action action() {
        return action;
    }

    public List<Syntax> subcommands() {
        return subcommands;
    }

    /** A command below this one. */
    public Syntax subcommand(String name, String itsSummary) {
        Syntax below = new Syntax(name, itsSummary);
        subcommands.add(below);
        return below;
    }

    /** An option that takes a value. */
    public Arg option(String label, String description, String... names) {
        Arg arg = new Arg(longest(names), false, false);
        add(model(arg, label, description, names));
        return arg;
    }

    /** An option whose value is the name of a file or folder. */
    public Arg path(String label, String description, String... names) {
        files.add(longest(names));
        return option(label, description, names);
    }

    /** The heading under which the help lists the options that follow. */
    public void section(String heading) {
        section = heading;
    }

    /** The heading of an option, or null. */
    public String sectionOf(OptionSpec option) {
        return sections.get(option.longestName());
    }

    /** Whether the value of an option is a file or folder: then completion offers those. */
    public boolean isPath(OptionSpec option) {
        return files.contains(option.longestName());
    }

    /** An option whose value is one of a few words. */
    public Arg oneOf(String description, List<String> words, String... names) {
        Arg arg = new Arg(longest(names), words);
        add(model(arg, String.join("|", words), description, names).completionCandidates(words));
        return arg;
    }

    /** An option whose value is one of an enum's names. */
    public Arg choice(Class<? extends Enum<?>> type, String description, String... names) {
        List<String> words = new ArrayList<>();
        for (Enum<?> constant : type.getEnumConstants()) {
            words.add(Arg.word(constant));
        }
        return oneOf(description, words, names);
    }

    /** An option that may stand alone or take a value; alone, its text is empty. */
    public Arg optionalValue(String label, String description, String... names) {
        Arg arg = new Arg(longest(names), false, false);
        add(model(arg, label, description, names).arity("0..1").fallbackValue(""));
        return arg;
    }

    /** The same for a path: the next word is its value only if it looks like one ({@code ./data}, not {@code data}). */
    public Arg optionalPath(String label, String description, String... names) {
        Arg arg = new Arg(longest(names), false, false);
        files.add(longest(names));
        add(model(arg, label, description, names)
                .arity("0..1")
                .fallbackValue("")
                .preprocessor(Syntax::takePathOnly));
        return arg;
    }

    private static boolean takePathOnly(Stack<String> words, CommandSpec spec, ArgSpec arg, Map<String, Object> info) {
        // Something attached with '=' is the value, whatever it looks like; a separate word has to look like a path.
        boolean separate = !"=".equals(info.get("separator"));
        if (separate
                && !words.isEmpty()
                && !words.peek().startsWith(".")
                && !words.peek().contains("/")) {
            arg.setValue("");
            return true;
        }
        return false;
    }

    private void add(OptionSpec.Builder option) {
        OptionSpec built = option.build();
        spec.addOption(built);
        if (section != null) {
            sections.put(built.longestName(), section);
        }
    }

    /** An option without a value. */
    public Arg flag(String description, String... names) {
        Arg arg = new Arg(longest(names), true, false);
        add(OptionSpec.builder(names)
                .type(Boolean.class)
                .arity("0")
                .description(description)
                .setter(arg)
                .getter(arg));
        return arg;
    }

    /** The next parameter in order. */
    public Arg parameter(String label, String description, boolean required) {
        Arg arg = new Arg(label, false, false);
        spec.addPositional(position(arg, label, description)
                .type(String.class)
                .index(Integer.toString(positions++))
                .arity(required ? "1" : "0..1")
                .required(required)
                .build());
        return arg;
    }

    /** The next parameter in order, one of a few words. */
    public Arg parameterOf(String label, String description, boolean required, List<String> words) {
        Arg arg = new Arg(label, words);
        spec.addPositional(position(arg, label, description)
                .type(String.class)
                .index(Integer.toString(positions++))
                .arity(required ? "1" : "0..1")
                .required(required)
                .completionCandidates(words)
                .build());
        return arg;
    }

    /** All further parameters. */
    public Arg rest(String label, String description, boolean required) {
        Arg arg = new Arg(label, false, true);
        spec.addPositional(position(arg, label, description)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .index(positions + "..*")
                .arity(required ? "1..*" : "0..*")
                .required(required)
                .build());
        return arg;
    }

    /** From the first parameter on, nothing is an option any more: {@code call SET k -1}. */
    public void stopAtFirstParameter() {
        spec.parser().stopAtPositional(true);
    }

    private static PositionalParamSpec.Builder position(Arg arg, String label, String description) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .setter(arg)
                .getter(arg);
    }

    private static OptionSpec.Builder model(Arg arg, String label, String description, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .hideParamSyntax(true)
                .description(description)
                .setter(arg)
                .getter(arg);
    }

    private static String longest(String... names) {
        String longest = "";
        for (String name : names) {
            longest = name.length() > longest.length() ? name : longest;
        }
        return longest;
    }
}
