package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.grammar.Danger;
import dev.redkit.grammar.Secrecy;
import dev.redkit.render.Format;
import dev.redkit.render.Replies;
import dev.redkit.render.ReplyLines;
import dev.redkit.render.ReplyStyle;
import dev.redkit.render.ReplyView;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code redkit call}: any command of the server, with its reply typed. */
final class CallCommand implements Action {
    private static final Duration FOR_EVER = Duration.ofDays(3650);

    /** At most as often as a slot can move meanwhile. */
    private static final int MOST_REDIRECTIONS = 5;

    private static final int LONGEST_ON_SCREEN = 1 << 20;

    private final Session session;
    private final Arg words;
    private final Arg lastFromStdin;

    CallCommand(Syntax syntax, Session session) {
        this.session = session;
        words = syntax.rest("COMMAND ARG", "the command and its arguments, as they are", true);
        lastFromStdin = syntax.flag("take the last argument from standard input, byte for byte", "-x");
        syntax.stopAtFirstParameter();
        syntax.description(
                "Send one command to the server and show its reply.",
                "Options of redkit come before COMMAND; everything after it is sent. An error reply goes to stderr, and"
                        + " the exit code is 1. Replies that are tables packed in text (INFO, CLIENT LIST, CLUSTER NODES)"
                        + " are unpacked; lists of like things (scores, entries of streams, the slow log) are shown as"
                        + " tables; -o raw leaves every byte as it is.");
        syntax.examples(
                "redkit call SET greeting hello",
                "redkit call -o json HGETALL user:1",
                "redkit call -x SET picture < cat.png # any bytes",
                "redkit call -o raw GET picture > copy.png");
    }

    @Override
    public void run() {
        List<String> command = words.all();
        String name = command.get(0).toUpperCase(Locale.ROOT);
        refuseStreams(name, command);
        if (session.dryRun()) {
            session.console()
                    .line("would send to " + session.target() + ": " + String.join(" ", Secrecy.masked(command)));
            return;
        }
        Call call = new Call(command, name, bytes(command));
        try (Wire wire = session.wire()) {
            if (session.isProtected()) {
                Consent.ask(session, wire, command);
            }
            answer(wire, call, 0);
        }
    }

    private record Call(List<String> command, String name, byte[][] bytes) {}

    private void answer(Wire wire, Call call, int redirections) {
        if (Blocking.asLongAsItSays(call.command()) && !session.timeoutGiven()) {
            wire.timeout(FOR_EVER);
        }
        Parts reply = send(wire, call);
        if (reply.scalar() instanceof Reply.Err error) {
            boolean follows = Refusal.of(error).redirects()
                    && session.target().mode() == Target.Mode.CLUSTER
                    && redirections < MOST_REDIRECTIONS;
            if (!follows) {
                throw Refusal.failure(error, call.name() + " on " + session.target());
            }
            follow(error, call, redirections + 1);
            return;
        }
        if (Danger.lasts(call.command())) {
            session.audited("call " + String.join(" ", Secrecy.masked(call.command())), 1);
        }
        long errors = show(call.command(), reply);
        if (errors > 0) {
            throw new ServerRefused(
                    errors + (errors == 1 ? " error is" : " errors are") + " inside the reply to " + call.name(),
                    "the other commands of the transaction or script were done all the same");
        }
    }

    private Parts send(Wire wire, Call call) {
        try {
            wire.send(call.bytes());
            boolean screen = session.format() == Format.TABLE
                    && session.console().terminal().out();
            return wire.parts(screen ? LONGEST_ON_SCREEN : Integer.MAX_VALUE - 16);
        } catch (Unreachable e) {
            if (call.name().equals("SHUTDOWN") && e.getMessage().contains("closed the connection")) {
                return Parts.of(new Reply.Simple("OK"));
            }
            throw e;
        }
    }

    /** Asks the node that a cluster named instead of answering. */
    private void follow(Reply.Err redirection, Call call, int redirections) {
        try (Wire wire = session.wireTo(namedBy(redirection))) {
            if (Refusal.of(redirection) == Refusal.ASK) {
                wire.demand("ASKING");
            }
            answer(wire, call, redirections);
        }
    }

    /** {@code MOVED 3999 host:port}; no host means the one that said so. */
    private Address namedBy(Reply.Err redirection) {
        String message = redirection.message();
        String text = message.substring(message.lastIndexOf(' ') + 1);
        int colon = text.lastIndexOf(':');
        String host = colon == 0 ? session.target().address().host() : text.substring(0, colon);
        return Address.of(host, Integer.parseInt(text.substring(colon + 1)));
    }

    /** Shows a reply, for people as it comes; how many errors were inside of it. */
    private long show(List<String> command, Parts reply) {
        Console console = session.console();
        if (session.format() == Format.TABLE) {
            ReplyLines lines = text -> {
                console.line(text);
                return true;
            };
            return ReplyView.show(command, reply, ReplyStyle.of(console), lines).errors();
        }
        Reply whole = reply.whole();
        boolean raw = session.format() == Format.RAW;
        session.renderer().document(raw ? Replies.of(whole) : Replies.of(command, whole));
        return errorsIn(whole);
    }

    /** EXEC and EVAL answer with arrays in which single elements may be errors. */
    private static long errorsIn(Reply reply) {
        if (reply instanceof Reply.Err) {
            return 1;
        }
        long errors = 0;
        if (reply instanceof Reply.Array array) {
            for (Reply item : array.items()) {
                errors += errorsIn(item);
            }
        }
        return errors;
    }

    private byte[][] bytes(List<String> command) {
        List<byte[]> bytes = new ArrayList<>(command.size() + 1);
        for (String word : command) {
            bytes.add(word.getBytes(StandardCharsets.UTF_8));
        }
        if (lastFromStdin.present()) {
            try {
                bytes.add(session.console().in().readAllBytes());
            } catch (IOException e) {
                throw new BadInput("standard input cannot be read: " + e.getMessage(), null, e);
            }
        }
        return bytes.toArray(byte[][]::new);
    }

    /** Commands after which the server talks on, or not at all: one reply is not what they give. */
    private static void refuseStreams(String name, List<String> command) {
        boolean streams = switch (name) {
            case "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR", "SYNC", "PSYNC" -> true;
            default -> false;
        };
        if (streams) {
            throw new UsageError(
                    "'call' waits for one reply, and after " + name + " the server never stops talking",
                    "'redkit tail' follows channels, patterns and MONITOR, and 'redkit shell' does too");
        }
        if (name.equals("CLIENT") && command.size() > 1 && "REPLY".equalsIgnoreCase(command.get(1))) {
            throw new UsageError("'call' waits for a reply, and CLIENT REPLY turns replies off");
        }
    }
}
