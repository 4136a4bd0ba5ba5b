package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Session;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Partial;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The servers' answers for a command: those that came are shown, and those that did not make it end with 4. */
final class Answers {
    private final Session session;
    private int asked;
    private final List<EveryNode.Answer<?>> failed = new ArrayList<>();

    Answers(Session session) {
        this.session = session;
    }

    /** Asks all servers; gives what was answered. */
    <T> List<EveryNode.Answer<T>> all(Function<Wire, T> question) {
        return answered(EveryNode.ask(session.redis(), question));
    }

    /** Asks the masters. */
    <T> List<EveryNode.Answer<T>> masters(Function<Wire, T> question) {
        return answered(EveryNode.askMasters(session.redis(), question));
    }

    private <T> List<EveryNode.Answer<T>> answered(List<EveryNode.Answer<T>> answers) {
        asked = answers.size();
        List<EveryNode.Answer<T>> good = new ArrayList<>();
        for (EveryNode.Answer<T> one : answers) {
            if (one.failure() == null) {
                good.add(one);
            } else {
                failed.add(one);
            }
        }
        return good;
    }

    /** Whether there is more than one server, so that each has to be named. */
    boolean several() {
        return asked > 1;
    }

    /** Ends with what was missing. */
    void judge() {
        if (!failed.isEmpty()) {
            Failure first = failed.get(0).failure();
            throw new Partial(
                    failed.size() + " of " + asked + " servers did not answer: "
                            + failed.get(0).server() + ": " + first.getMessage(),
                    first.hint().orElse(null));
        }
    }

    /** The reply of a command of texts, or the failure that an error is. */
    static Reply demand(Wire wire, String... command) {
        byte[][] words = new byte[command.length][];
        for (int i = 0; i < words.length; i++) {
            words[i] = command[i].getBytes(StandardCharsets.UTF_8);
        }
        boolean two = command.length > 1 && command[1].matches("[A-Z]+");
        return EveryNode.demand(wire, two ? command[0] + " " + command[1] : command[0], words);
    }

    /** Asks before something is changed: always when it cannot be undone, else where the profile is protected. */
    static boolean onlySaid(Session session, String what, boolean always) {
        if (session.dryRun()) {
            session.console().line("would " + what);
            return true;
        }
        if (always || session.isProtected()) {
            session.console()
                    .confirm(
                            "to " + what + " on " + (session.isProtected() ? "the protected " : "") + session.target());
        }
        return false;
    }
}
