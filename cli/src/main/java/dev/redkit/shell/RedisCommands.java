package dev.redkit.shell;

import dev.redkit.commands.Blocking;
import dev.redkit.console.Ink;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.shell.line.Sentence;
import dev.redkit.shell.link.State;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Sends commands to the server and shows what it answers. */
final class RedisCommands {
    private static final long WORTH_TELLING_MILLIS = 500;

    private final Stage stage;
    private final Settings settings;
    private final Connection connection;
    private final RedkitCommands redkit;
    private final Lore lore;
    private final Caution caution;
    private final Deeds deeds;
    private final Duration patience;

    /** {@code patience} is how long a reply may take, null for as long as it likes: Ctrl-C is there. */
    RedisCommands(
            Stage stage,
            Settings settings,
            Connection connection,
            RedkitCommands redkit,
            Lore lore,
            Caution caution,
            Deeds deeds,
            Duration patience) {
        this.stage = stage;
        this.settings = settings;
        this.connection = connection;
        this.redkit = redkit;
        this.lore = lore;
        this.caution = caution;
        this.deeds = deeds;
        this.patience = patience;
    }

    /** Whether a word is the name of a command of the server. */
    boolean knows(String word) {
        return lore.grammar().named(word).isPresent();
    }

    void run(List<byte[]> typed, Sentence sentence) {
        List<byte[]> command = typed;
        List<String> words = new ArrayList<>(command.size());
        for (byte[] one : command) {
            words.add(new String(one, StandardCharsets.UTF_8));
        }
        String name = words.get(0).toUpperCase(Locale.ROOT);
        switch (name) {
            case "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "MONITOR" -> {
                follow(name, words, sentence);
                return;
            }
            case "QUIT" -> throw new Leave();
            case "SYNC", "PSYNC" ->
                throw new UsageError(
                        "after " + name + " the server sends its data set, not replies", "'backup take' takes them");
            case "CLIENT" -> {
                if (words.size() > 1 && words.get(1).equalsIgnoreCase("REPLY")) {
                    throw new UsageError("CLIENT REPLY would turn off the replies that the shell waits for");
                }
            }
            case "AUTH" -> command = words.size() == 1 ? withPassword(command) : command;
            default -> {
                // An ordinary command.
            }
        }
        caution.ask(words);
        try (Outlet outlet = Outlet.of(stage, sentence, true, settings)) {
            send(command, words, name, outlet);
            outlet.good();
        }
        lore.used(words);
    }

    private List<byte[]> withPassword(List<byte[]> command) {
        String password = stage.askSecret("password: ");
        if (password == null) {
            throw new UsageError("AUTH needs a password");
        }
        return List.of(command.get(0), password.getBytes(StandardCharsets.UTF_8));
    }

    private void send(List<byte[]> command, List<String> words, String name, Outlet outlet) {
        long start = System.nanoTime();
        boolean waits = patience == null || Blocking.asLongAsItSays(words);
        State before = connection.picture().state();
        Rendering rendering = new Rendering(stage, settings, outlet);
        Remembered answer = connection.call(
                command,
                Spoken.of(command),
                waits ? null : patience,
                rendering.longest(),
                parts -> rendering.show(words, parts),
                () -> {
                    if (outlet.takesKeys()) {
                        return false;
                    }
                    outlet.console().mute();
                    return true;
                });
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (answer.error() != null) {
            refuse(answer.error(), name, before);
        }
        deeds.answered(words, before instanceof State.Transaction, answer.isNil());
        settings.last(answer.values());
        boolean slow = stage.interactive() && millis >= WORTH_TELLING_MILLIS && !outlet.takesKeys();
        if (settings.timing() || slow) {
            outlet.console().flush();
            stage.console()
                    .note(stage.console().paintErr(Ink.FAINT, String.format(Locale.ROOT, "(%.3f s)", millis / 1e3)));
        }
        if (answer.errors() > 0 && !stage.interactive()) {
            String many = answer.errors() == 1 ? "1 error is" : answer.errors() + " errors are";
            throw new ServerRefused("EXECERR", many + " inside the reply to " + name, null);
        }
    }

    private void refuse(Reply.Err error, String name, State before) {
        if (before instanceof State.Transaction
                && connection.picture().state() instanceof State.Transaction after
                && after.errors() > 0) {
            throw new ServerRefused(
                    error.code(),
                    name + ": " + error.message().strip(),
                    "it is not queued, and EXEC will do nothing: DISCARD, and begin again");
        }
        if (error.message().startsWith("ERR unknown command")) {
            List<String> near = lore.grammar().near(name);
            throw new ServerRefused(
                    error.code(),
                    "unknown command '" + name + "' on " + connection.picture().address(),
                    near.isEmpty()
                            ? null
                            : "did you mean " + String.join(", ", near).toUpperCase(Locale.ROOT) + "?");
        }
        throw Refusal.failure(
                new Reply.Err(error.message().strip()),
                name + " on " + connection.picture().address());
    }

    /** What never ends becomes a tail, with all its options, on a connection of its own. */
    private void follow(String name, List<String> words, Sentence sentence) {
        if (connection.picture().state() instanceof State.Transaction) {
            throw new UsageError(name + " has no place in a transaction", "EXEC or DISCARD first");
        }
        caution.ask(words);
        List<String> tail = new ArrayList<>();
        tail.add("tail");
        switch (name) {
            case "PSUBSCRIBE" -> tail.add("--pattern");
            case "SSUBSCRIBE" -> tail.add("--sharded");
            case "MONITOR" -> {
                tail.add("--monitor");
                // Somebody watches, and has Ctrl-C: no end by itself.
                tail.addAll(words.contains("--for") ? List.of() : List.of("--for", "3650d"));
            }
            default -> {
                // SUBSCRIBE: channels by their names.
            }
        }
        tail.addAll(words.subList(1, words.size()));
        if (stage.interactive()) {
            String what = name.equals("MONITOR") ? "all commands" : String.join(" ", words.subList(1, words.size()));
            stage.console()
                    .note(stage.console()
                            .paintErr(Ink.FAINT, "watching " + what + "; Ctrl-C leads back to the prompt"));
        }
        redkit.follow(tail, sentence);
    }
}
