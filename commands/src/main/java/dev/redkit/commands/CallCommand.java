package dev.redkit.commands;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.render.Format;
import dev.redkit.render.Replies;
import dev.redkit.render.ReplyText;
import dev.redkit.render.Value;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
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

    private static final int MOST_REDIRECTIONS = 5;

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
                        + " are unpacked; -o raw leaves every byte as it is.");
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
            session.console().line("would send to " + session.target() + ": " + String.join(" ", command));
            return;
        }
        byte[][] bytes = bytes(command);
        try (Wire wire = session.wire()) {
            if (session.isProtected()) {
                Consent.ask(session, wire, command);
            }
            if (blocks(name, command) && !session.timeoutGiven()) {
                wire.timeout(FOR_EVER);
            }
            show(command, name, send(wire, name, bytes), bytes);
        }
    }

    private Reply send(Wire wire, String name, byte[][] bytes) {
        try {
            return wire.call(bytes);
        } catch (Unreachable e) {
            if (name.equals("SHUTDOWN") && e.getMessage().contains("closed the connection")) {
                return new Reply.Simple("OK");
            }
            throw e;
        }
    }

    /** Asks the node that a cluster named instead of answering; at most as often as a slot can move meanwhile. */
    private Reply follow(Reply.Err first, String name, byte[][] bytes) {
        Reply.Err redirection = first;
        for (int i = 0; i < MOST_REDIRECTIONS; i++) {
            try (Wire wire = session.wireTo(namedBy(redirection))) {
                if (Refusal.of(redirection) == Refusal.ASK) {
                    wire.demand("ASKING");
                }
                Reply reply = send(wire, name, bytes);
                if (!(reply instanceof Reply.Err error) || !Refusal.of(error).redirects()) {
                    return reply;
                }
                redirection = error;
            }
        }
        return redirection;
    }

    /** {@code MOVED 3999 host:port}; no host means the one that said so. */
    private Address namedBy(Reply.Err redirection) {
        String message = redirection.message();
        String text = message.substring(message.lastIndexOf(' ') + 1);
        int colon = text.lastIndexOf(':');
        String host = colon == 0 ? session.target().address().host() : text.substring(0, colon);
        return Address.of(host, Integer.parseInt(text.substring(colon + 1)));
    }

    private void show(List<String> command, String name, Reply first, byte[][] bytes) {
        Reply reply = first;
        if (reply instanceof Reply.Err error
                && Refusal.of(error).redirects()
                && session.target().mode() == Target.Mode.CLUSTER) {
            reply = follow(error, name, bytes);
        }
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, name + " on " + session.target());
        }
        render(command, reply);
        long errors = errorsIn(reply);
        if (errors > 0) {
            throw new ServerRefused(
                    errors + (errors == 1 ? " error is" : " errors are") + " inside the reply to " + name,
                    "the other commands of the transaction or script were done all the same");
        }
    }

    private void render(List<String> command, Reply reply) {
        if (session.format() == Format.RAW) {
            session.renderer().document(Replies.of(reply));
            return;
        }
        Value value = Replies.of(command, reply);
        if (session.format() == Format.TABLE) {
            ReplyText.show(value, session.console());
        } else {
            session.renderer().document(value);
        }
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
                    "following messages is not a part of this version of redkit yet; redis-cli can");
        }
        if (name.equals("CLIENT") && command.size() > 1 && "REPLY".equalsIgnoreCase(command.get(1))) {
            throw new UsageError("'call' waits for a reply, and CLIENT REPLY turns replies off");
        }
    }

    /** Whether the server may take as long as its arguments say. */
    private static boolean blocks(String name, List<String> command) {
        return switch (name) {
            case "BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP" -> true;
            case "WAIT", "WAITAOF", "SAVE", "SHUTDOWN" -> true;
            case "XREAD", "XREADGROUP" -> contains(command, "BLOCK");
            case "DEBUG" -> contains(command, "SLEEP");
            default -> false;
        };
    }

    private static boolean contains(List<String> command, String word) {
        for (String one : command) {
            if (word.equalsIgnoreCase(one)) {
                return true;
            }
        }
        return false;
    }
}
