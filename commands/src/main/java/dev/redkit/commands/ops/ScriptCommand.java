package dev.redkit.commands.ops;

import dev.redkit.admin.EveryNode;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotFound;
import dev.redkit.failure.Reason;
import dev.redkit.redis.Questions;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit script run|load}: Lua scripts out of files. */
public final class ScriptCommand {
    private static final long LARGEST = 64 << 20;

    private final Session session;

    private ScriptCommand(Session session) {
        this.session = session;
    }

    public static void describe(Syntax syntax, Session session) {
        ScriptCommand script = new ScriptCommand(session);
        syntax.description("Run Lua scripts out of files on the server, or load them there.");
        Syntax run = syntax.subcommand("run", "Run a script");
        run.description(
                "Run a script with keys and arguments, and show what it returns. In a cluster it runs where its first key"
                        + " is. What it prints with redis.log is in the server's log.");
        run.examples(
                "redkit script run move.lua --key from --key to --arg 10", "redkit script run sum.lua --read-only");
        Arg file = run.parameter("FILE", "the script; - for standard input", true);
        Arg keys = run.option("KEY", "a key, KEYS[1] in the script; again for the next", "--key");
        Arg args = run.option("ARG", "an argument, ARGV[1] in the script; again for the next", "--arg");
        Arg readOnly = run.flag("let the server refuse it if it writes (EVAL_RO)", "--read-only");
        run.action(() -> script.run(file, keys, args, readOnly));
        Syntax load = syntax.subcommand("load", "Load a script for EVALSHA");
        load.description("Load a script into the script cache of all masters, and show its SHA1 for EVALSHA.");
        load.examples("redkit script load move.lua");
        Arg loaded = load.parameter("FILE", "the script; - for standard input", true);
        load.action(() -> script.load(loaded));
    }

    static byte[] content(Session session, Arg file) {
        try {
            if (file.text().equals("-")) {
                return session.console().in().readNBytes((int) LARGEST);
            }
            Path path = Path.of(file.text());
            if (Files.size(path) > LARGEST) {
                throw new BadInput(path + " is too large to be a script");
            }
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw new NotFound("there is no " + file.text(), null, e);
        } catch (IOException | InvalidPathException e) {
            String why = e instanceof IOException failed ? Reason.of(failed) : e.getMessage();
            throw new BadInput("cannot read " + file.text() + ": " + why, null, e);
        }
    }

    private void run(Arg file, Arg keys, Arg args, Arg readOnly) {
        byte[] text = content(session, file);
        if (Answers.onlySaid(session, "run " + file.text(), false)) {
            return;
        }
        List<byte[]> words = new ArrayList<>(List.of(
                bytes(readOnly.present() ? "EVAL_RO" : "EVAL"),
                text,
                bytes(Integer.toString(keys.all().size()))));
        keys.all().forEach(key -> words.add(bytes(key)));
        args.all().forEach(arg -> words.add(bytes(arg)));
        byte[] place = keys.present() ? bytes(keys.all().get(0)) : new byte[0];
        Reply reply;
        try (Questions questions = new Questions(session.redis())) {
            reply = questions
                    .ask(List.<byte[][]>of(words.toArray(byte[][]::new)), List.of(place))
                    .get(0);
        }
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, file.text());
        }
        session.renderer().document(Replies.of(reply));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void load(Arg file) {
        byte[] text = content(session, file);
        if (Answers.onlySaid(session, "load " + file.text(), false)) {
            return;
        }
        Answers answers = new Answers(session);
        List<EveryNode.Answer<Reply>> loaded =
                answers.masters(wire -> EveryNode.demand(wire, "SCRIPT LOAD", bytes("SCRIPT"), bytes("LOAD"), text));
        session.renderer()
                .document(new Value.Fields()
                        .put("sha1", loaded.get(0).value().text())
                        .put("servers", loaded.size()));
        answers.judge();
    }
}
