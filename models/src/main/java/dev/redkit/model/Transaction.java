package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks at keys, and changes them if nobody else has changed them meanwhile; else looks again. All keys are in the slot of
 * the first.
 */
final class Transaction {
    private static final int TRIES = 200;
    private static final int AT_ONCE = 1000;

    /** What to do, after a look at the watched keys. */
    interface Decision {
        /** The commands of the transaction; none: nothing is to be done. */
        List<Masters.Command> after(Look look);
    }

    /** Asks the server while it watches. */
    record Look(Wire wire) {
        Reply ask(String name, byte[] key, byte[]... rest) {
            Reply reply = wire.call(Masters.Command.of(name, key, rest).array());
            if (reply instanceof Reply.Err error) {
                throw Refusal.failure(error, name + " of " + Texts.of(key));
            }
            return reply;
        }

        /** The replies to many questions at once. */
        List<Reply> askAll(List<Masters.Command> commands) {
            List<Reply> replies = new ArrayList<>(commands.size());
            for (int from = 0; from < commands.size(); from += AT_ONCE) {
                List<Masters.Command> some = commands.subList(from, Math.min(commands.size(), from + AT_ONCE));
                some.forEach(command -> wire.send(command.array()));
                some.forEach(command -> replies.add(wire.read()));
            }
            return checked(replies, commands);
        }
    }

    private final Masters masters;
    private final List<byte[]> watched;

    Transaction(Masters masters, byte[]... watched) {
        this.masters = masters;
        this.watched = List.of(watched);
    }

    /** The replies of the transaction that succeeded; none when nothing was to be done. */
    List<Reply> run(Decision decision) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                List<Reply> replies = attempt(masters.of(watched.get(0)), decision);
                if (replies != null) {
                    return replies;
                }
            } catch (ServerRefused e) {
                if (!masters.movedAway(e) || attempt == TRIES) {
                    throw e;
                }
                masters.forget();
            }
        }
        throw new ServerRefused(
                Texts.of(watched.get(0)) + " was changed by others " + TRIES + " times while it was to be changed here",
                "see who else writes to it");
    }

    /** Null when somebody else was quicker. */
    private List<Reply> attempt(Wire wire, Decision decision) {
        byte[][] watch = new byte[watched.size() + 1][];
        watch[0] = Texts.bytes("WATCH");
        for (int i = 0; i < watched.size(); i++) {
            watch[i + 1] = watched.get(i);
        }
        demand(wire, watch);
        List<Masters.Command> commands;
        try {
            commands = decision.after(new Look(wire));
        } catch (RuntimeException e) {
            unwatch(wire);
            throw e;
        }
        if (commands.isEmpty()) {
            unwatch(wire);
            return List.of();
        }
        return execute(wire, commands);
    }

    private static List<Reply> execute(Wire wire, List<Masters.Command> commands) {
        wire.send("MULTI");
        commands.forEach(command -> wire.send(command.array()));
        wire.send("EXEC");
        Reply.Err first = null;
        String tried = "MULTI";
        for (int i = -1; i < commands.size(); i++) {
            if (wire.read() instanceof Reply.Err error && first == null) {
                first = error;
                tried = i < 0
                        ? tried
                        : commands.get(i).name() + " of "
                                + Texts.of(commands.get(i).key());
            }
        }
        Reply outcome = wire.read();
        if (first != null) {
            throw Refusal.failure(first, tried);
        }
        if (outcome.isNil()) {
            return null;
        }
        if (outcome instanceof Reply.Err error) {
            throw Refusal.failure(error, "EXEC");
        }
        return checked(outcome.items(), commands);
    }

    private static List<Reply> checked(List<Reply> replies, List<Masters.Command> commands) {
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof Reply.Err error) {
                throw Refusal.failure(
                        error,
                        commands.get(i).name() + " of "
                                + Texts.of(commands.get(i).key()));
            }
        }
        return new ArrayList<>(replies);
    }

    private static void demand(Wire wire, byte[]... command) {
        if (wire.call(command) instanceof Reply.Err error) {
            throw Refusal.failure(error, Texts.of(command[0]) + " of " + Texts.of(command[1]));
        }
    }

    /** A wire that has failed watches nothing any more, and the failure under way says why. */
    private void unwatch(Wire wire) {
        try {
            wire.call("UNWATCH");
        } catch (Unreachable | IllegalStateException e) {
            masters.close();
        }
    }
}
