package dev.redkit.shell;

import dev.redkit.commands.Session;
import dev.redkit.failure.Failure;
import dev.redkit.grammar.Grammar;
import dev.redkit.grammar.Typing;
import dev.redkit.shell.link.State;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the shell knows of the server besides what was asked: its commands, and names to complete. It is looked up on a
 * connection of its own, in the background; whoever types never waits for it.
 */
final class Lore implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Session session;
    private final Connection connection;
    private final Settings settings;
    private final Names names = new Names();
    private final Scout scout = new Scout();
    private volatile Grammar grammar;
    private boolean awake;
    private Wire wire;
    private Target asked;

    Lore(Session session, Connection connection, Settings settings) {
        this.session = session;
        this.connection = connection;
        this.settings = settings;
    }

    /** The commands of the server; before it has told, those of an open server. */
    Grammar grammar() {
        Grammar known = grammar;
        return known == null ? Grammar.bundled() : known;
    }

    Names names() {
        return names;
    }

    /** Somebody types: asks the server, once, which commands it has. Not before, so that the prompt is there sooner. */
    void wake() {
        if (!awake) {
            awake = true;
            later("commands", side -> grammar = Grammar.ask(side));
        }
    }

    /** A command has been sent and answered: its keys are names that will be typed again. */
    void used(List<String> words) {
        grammar().find(words).ifPresent(doc -> names.used(doc, words));
    }

    /** Looks up in the background what could complete this word, unless that is known. */
    void seek(Typing typing, String current) {
        if (!maySeek()) {
            return;
        }
        switch (typing.kind()) {
            case KEY -> ask("key " + current, side -> names.seekKeys(side, current));
            case FIELD_OF -> typing.key().ifPresent(key -> ask("field " + key, side -> names.seekFields(side, key)));
            case CHANNEL -> ask("channels", names::seekChannels);
            default -> {
                // Nothing that the server would have to be asked for.
            }
        }
    }

    /** Whether names may be looked up now. */
    private boolean maySeek() {
        return settings.keyNames() && connection.picture().state() instanceof State.Normal;
    }

    private void ask(String name, Consumer<Wire> question) {
        if (names.isNews(name)) {
            later(name, question);
        }
    }

    /** Asks something on the side, some time soon or never. */
    private void later(String name, Consumer<Wire> question) {
        scout.send(
                () -> {
                    try {
                        question.accept(open());
                    } catch (Failure e) {
                        drop(); // nobody waits for it; the next question tries again
                    }
                },
                () -> names.wasNotAsked(name));
    }

    private Wire open() {
        Target now = connection.target();
        if (wire == null || !now.equals(asked)) {
            drop();
            names.clear();
            wire = session.wire(now.but().timeout(PATIENCE).build());
            asked = now;
        }
        return wire;
    }

    private void drop() {
        if (wire != null) {
            wire.close();
            wire = null;
        }
    }

    /** Waits a moment for what was asked last: as long as nobody notices. */
    void settle(long millis) {
        scout.settle(millis);
    }

    @Override
    public void close() {
        scout.end(this::drop);
    }
}
