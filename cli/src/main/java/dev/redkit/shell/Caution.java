package dev.redkit.shell;

import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.failure.Failure;
import dev.redkit.failure.NoConsent;
import dev.redkit.grammar.CommandDoc;
import dev.redkit.grammar.Danger;
import dev.redkit.shell.link.State;
import dev.redkit.wire.Reply;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Asks before something is done that cannot be undone, and says why; refuses what writes where nothing may be written. */
final class Caution {
    /** Commands of redkit that change nothing on the server. */
    private static final Set<String> READING = Set.of(
            "ping",
            "info",
            "tail",
            "export",
            "help",
            "version",
            "completion",
            "topology",
            "slowlog",
            "memory",
            "top",
            "doctor",
            "compare",
            "clients");

    private final Stage stage;
    private final Settings settings;
    private final Surroundings surroundings;
    private final Connection connection;
    private final Lore lore;

    Caution(Stage stage, Settings settings, Surroundings surroundings, Connection connection, Lore lore) {
        this.stage = stage;
        this.settings = settings;
        this.surroundings = surroundings;
        this.connection = connection;
        this.lore = lore;
    }

    /** Returns if the command may be sent; else a failure says why not. */
    void ask(List<String> words) {
        Optional<CommandDoc> doc = lore.grammar().find(words);
        String name = words.get(0).toUpperCase(Locale.ROOT);
        boolean guarded = surroundings.session().isProtected();
        boolean counts = guarded || Set.of("FLUSHALL", "FLUSHDB", "KEYS").contains(name);
        Danger.Facts facts = new Danger.Facts(counts ? keys() : OptionalLong.empty(), guarded);
        Optional<Danger> danger = Danger.of(lore.grammar(), words, facts);
        if (settings.readOnly() && mayWrite(doc, danger, name)) {
            throw new NoConsent(
                    "refused: " + name + " may write, and this shell is read-only", "\\readonly off ends that");
        }
        // Any change is asked for where the profile is protected; its name only where that would be asked anywhere.
        boolean anywhere = Danger.of(lore.grammar(), words, new Danger.Facts(facts.keys(), false))
                .filter(one -> one.level() != Danger.Level.NOTE)
                .isPresent();
        danger.ifPresent(one -> ask(one, name, guarded && anywhere));
    }

    /** The same for a command of redkit's, which asks by itself; only what is read-only has to be held here. */
    void askRedkit(List<String> words) {
        String name = words.isEmpty() ? "" : words.get(0);
        boolean takes = name.equals("backup") && !words.contains("restore") && !words.contains("replay");
        boolean reads = takes || READING.contains(name);
        if (settings.readOnly() && !reads && !words.contains("--help")) {
            throw new NoConsent(
                    "refused: '" + name + "' may write, and this shell is read-only", "\\readonly off ends that");
        }
    }

    private static boolean mayWrite(Optional<CommandDoc> doc, Optional<Danger> danger, String name) {
        // What is queued in a transaction was looked at before.
        if (Set.of("EXEC", "MULTI", "DISCARD").contains(name)) {
            return false;
        }
        if (doc.isEmpty()) {
            return true; // one of a module, perhaps
        }
        Set<String> flags = doc.get().flags();
        boolean reads = flags.contains("readonly");
        boolean spreads = flags.contains("may_replicate");
        boolean hurts = danger.isPresent() && danger.get().level() != Danger.Level.NOTE;
        return flags.contains("write") || (!reads && (spreads || hurts));
    }

    private OptionalLong keys() {
        if (connection.picture().state() instanceof State.Transaction) {
            return OptionalLong.empty();
        }
        try {
            Reply reply = connection.demand("DBSIZE");
            return OptionalLong.of(reply.number());
        } catch (Failure e) {
            return OptionalLong.empty(); // asked without the number
        }
    }

    private void ask(Danger danger, String name, boolean byProfile) {
        Console console = stage.console();
        String instead = danger.alternative().isEmpty() ? "" : "; instead: " + danger.alternative();
        String sentence = name + " " + danger.reason() + instead;
        if (danger.level() == Danger.Level.NOTE || console.assumesYes()) {
            if (stage.interactive()) {
                console.note(console.paintErr(Ink.WARN, "note: ") + sentence);
            }
            return;
        }
        if (!stage.interactive()) {
            throw new NoConsent("refused: " + sentence + ", and nobody is there to ask", "say --yes if you mean it");
        }
        console.say(console.paintErr(Ink.WARN, sentence));
        boolean byName = danger.level() == Danger.Level.ASK_NAME;
        String word = byProfile && !surroundings.profile().isEmpty()
                ? surroundings.profile()
                : byName ? "db" + connection.picture().db() : "y";
        String answer = stage.ask(word.equals("y") ? "Go on? [y/N] " : "Type " + word + " to go on: ");
        String said = answer == null ? "" : answer.strip();
        boolean yes = word.equals("y") && (said.equalsIgnoreCase("y") || said.equalsIgnoreCase("yes"));
        if (!yes && !said.equals(word)) {
            throw new NoConsent("refused: not sent", null);
        }
    }
}
