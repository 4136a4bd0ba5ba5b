package dev.redkit.shell;

import dev.redkit.commands.ShellWishes;
import dev.redkit.console.ClosedPipe;
import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.grammar.CommandDoc;
import dev.redkit.grammar.CommandHelp;
import dev.redkit.grammar.Danger;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.shell.link.Link;
import dev.redkit.shell.link.State;
import dev.redkit.shell.meta.Meta;
import dev.redkit.wire.Reply;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jline.terminal.Terminal;

/** {@code redkit shell}: reads a line, has it done, and reads the next; at a prompt, or from a script. */
public final class Shell implements Desk {
    private final Settings settings;
    private final Breaker breaker = new Breaker();
    private final Stage stage;
    private final Past past;
    private final Screen screen;
    private Surroundings surroundings;
    private Connection connection;
    private Lore lore;
    private Interpreter interpreter;
    private String proposed;

    /** Without a terminal it is a script. */
    private Shell(Surroundings surroundings, ShellWishes wishes, Terminal terminal) {
        this.surroundings = surroundings;
        this.settings =
                new Settings(surroundings.session().format(), wishes.readOnly(), wishes.keyNames(), wishes.programs());
        boolean interactive = terminal != null;
        this.past = interactive ? new Past(surroundings.env()) : null;
        this.screen = interactive ? new Screen(surroundings, breaker, past, terminal) : null;
        this.stage = interactive ? screen : new Script(surroundings);
        settle();
    }

    /** Runs a shell to its end. */
    public static void run(Surroundings surroundings, ShellWishes wishes) {
        Console console = surroundings.session().console();
        boolean once = !wishes.words().isEmpty() || wishes.script() != null;
        boolean interactive =
                !once && console.terminal().in() && console.terminal().out();
        if (interactive) {
            atPrompt(surroundings, wishes, Screen.own(surroundings.env()));
            return;
        }
        Shell shell = new Shell(surroundings, wishes, null);
        try {
            if (once) {
                shell.once(wishes);
            } else {
                shell.script();
            }
        } catch (Leave e) {
            // The end that was asked for.
        } finally {
            shell.close();
        }
    }

    /** The same at a terminal that is open already. */
    public static void atPrompt(Surroundings surroundings, ShellWishes wishes, Terminal terminal) {
        Shell shell = new Shell(surroundings, wishes, terminal);
        try {
            shell.screen.editor().keys(wishes.vi());
            shell.prompt();
        } catch (Leave e) {
            // The end that was asked for.
        } finally {
            shell.close();
        }
    }

    /** Makes what belongs to one server. */
    private void settle() {
        connection = new Connection(surroundings, stage, breaker);
        lore = new Lore(surroundings.session(), connection, settings);
        Caution caution = new Caution(stage, settings, surroundings, connection, lore);
        RedkitCommands redkit = new RedkitCommands(stage, settings, connection, breaker, surroundings, caution);
        boolean timed = surroundings.session().timeoutGiven() || !stage.interactive();
        RedisCommands redis = new RedisCommands(
                stage,
                settings,
                connection,
                redkit,
                lore,
                caution,
                new Deeds(surroundings.session(), connection),
                timed ? surroundings.session().timeout() : null);
        Metas metas = new Metas(Meta.all(this));
        interpreter = new Interpreter(stage, settings, redis, redkit, metas, breaker);
        if (screen != null) {
            Prompt prompt = new Prompt(
                    surroundings, settings, !stage.console().paint(Ink.NAME, "").isEmpty());
            Connection its = connection;
            screen.help(lore, metas, surroundings);
            screen.prompt(() -> prompt.text(its.picture(), stage.terminal().width()));
        }
    }

    private void close() {
        lore.close();
        connection.close();
        if (screen != null) {
            screen.close();
        }
    }

    // ---- at a prompt

    private void prompt() {
        connection.begin();
        while (true) {
            String start = proposed;
            proposed = null;
            String line = screen.read(start);
            if (line == null) {
                farewell();
                return;
            }
            attempt(line);
        }
    }

    private void farewell() {
        if (connection.picture().state() instanceof State.Transaction transaction) {
            console().note("the open transaction is gone with its " + transaction.queued() + " commands");
        }
    }

    /** What was pasted may be several lines. */
    private void each(String text) {
        ScriptLines lines = new ScriptLines(new BufferedReader(new StringReader(text)));
        for (String line = lines.next(); line != null; line = lines.next()) {
            interpreter.run(line);
        }
    }

    /** Whatever comes of a line, the next one can be typed. */
    private void attempt(String line) {
        Console console = console();
        try {
            each(line);
        } catch (ClosedPipe | Ended e) {
            // A program that has read enough; a command that has told by itself.
            console.debug(e.getMessage());
        } catch (Failure e) {
            console.say(console.paintErr(Ink.BAD, "(error)") + " " + e.getMessage());
            e.hint().ifPresent(hint -> console.say(console.paintErr(Ink.FAINT, "(" + hint + ")")));
        } catch (Leave e) {
            farewell();
            throw e;
        } catch (RuntimeException e) {
            console.error("a bug in redkit: " + e, "please report it; the shell goes on");
        } catch (OutOfMemoryError e) {
            console.error("there is not enough memory for this reply", "give redkit more with REDKIT_OPTS=-Xmx4g");
        }
        try {
            console.flush();
        } catch (ClosedPipe e) {
            throw new Leave();
        }
    }

    // ---- without one

    private void script() {
        runAll(new BufferedReader(new InputStreamReader(console().in(), StandardCharsets.UTF_8)), "");
    }

    @Override
    public void runAll(BufferedReader reader, String name) {
        ScriptLines lines = new ScriptLines(reader);
        for (String line = lines.next(); line != null; line = lines.next()) {
            try {
                interpreter.run(line);
                breaker.check();
            } catch (Failure e) {
                throw Located.at((name.isEmpty() ? "" : name + ", ") + "line " + lines.number(), e);
            } catch (Ended e) {
                console().note("stopped at " + (name.isEmpty() ? "" : name + ", ") + "line " + lines.number());
                throw e;
            }
        }
    }

    private void once(ShellWishes wishes) {
        List<byte[]> words = new ArrayList<>();
        if (wishes.script() != null) {
            words.addAll(List.of(utf8("EVAL"), read(Path.of(wishes.script()))));
            // As redis-cli has it: keys, a comma that stands alone, arguments.
            int comma = wishes.words().indexOf(",");
            int keys = comma < 0 ? wishes.words().size() : comma;
            words.add(utf8(Integer.toString(keys)));
            for (int i = 0; i < wishes.words().size(); i++) {
                if (i != comma) {
                    words.add(utf8(wishes.words().get(i)));
                }
            }
        } else {
            wishes.words().forEach(word -> words.add(utf8(word)));
        }
        if (wishes.lastFromStdin()) {
            try {
                words.add(console().in().readAllBytes());
            } catch (IOException e) {
                throw new BadInput("standard input cannot be read: " + e.getMessage(), null, e);
            }
        }
        interpreter.run(words);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    // ---- for the shell's own commands

    @Override
    public Settings settings() {
        return settings;
    }

    @Override
    public Console console() {
        return stage.console();
    }

    @Override
    public Surroundings surroundings() {
        return surroundings;
    }

    @Override
    public Link.Picture picture() {
        return connection.picture();
    }

    @Override
    public boolean interactive() {
        return stage.interactive();
    }

    @Override
    public void run(String line) {
        interpreter.run(line);
    }

    @Override
    public void describe(List<String> command, Value.Fields about) {
        CommandDoc doc = lore.grammar().find(command).orElse(null);
        if (doc == null) {
            about.put("command", command.get(0)).put("complexity", "unknown: no command of this server");
            return;
        }
        about.put("command", doc.title()).put("complexity", doc.complexity());
        Danger.of(lore.grammar(), command, Danger.Facts.NONE)
                .ifPresent(danger -> about.put("beware", doc.title() + " " + danger.reason()));
    }

    @Override
    public String about(List<String> command) {
        return lore.grammar()
                .find(command)
                .map(doc -> CommandHelp.of(lore.grammar(), doc, stage.terminal().width()))
                .orElse("");
    }

    @Override
    public Reply ask(String... command) {
        if (connection.picture().state() instanceof State.Transaction) {
            throw new UsageError("inside a transaction nothing can be asked", "EXEC or DISCARD first");
        }
        return connection.demand(command);
    }

    @Override
    public void show(Value value) {
        try (Outlet outlet = Outlet.paged(stage, settings.pager())) {
            Renderer.of(settings.format(), outlet.console()).document(value);
            outlet.good();
        }
    }

    @Override
    public void print(String text) {
        try (Outlet outlet = Outlet.paged(stage, settings.pager())) {
            outlet.console().print(text);
            outlet.good();
        }
    }

    @Override
    public void move(Surroundings elsewhere) {
        lore.close();
        connection.close();
        Surroundings before = surroundings;
        surroundings = elsewhere;
        settle();
        if (stage.interactive()) {
            connection.begin();
        }
        before.close();
    }

    @Override
    public List<String> history() {
        return past == null ? List.of() : past.lines();
    }

    @Override
    public void propose(String line) {
        proposed = line;
    }

    @Override
    public boolean pause(long millis) {
        return breaker.pause(millis);
    }

    @Override
    public void keys(boolean vi) {
        somebody("\\mode").editor().keys(vi);
    }

    @Override
    public void clear() {
        if (screen != null) {
            screen.clear();
        }
    }

    @Override
    public Path path(String name) {
        return stage.path(name);
    }

    @Override
    public void leave() {
        throw new Leave();
    }

    private Screen somebody(String what) {
        if (screen == null) {
            throw new UsageError(what + " is for the prompt of a terminal");
        }
        return screen;
    }

    @Override
    public String edit(String text) {
        Screen terminal = somebody("\\e");
        if (!settings.programs()) {
            throw new UsageError("\\e is off: this shell starts no programs (--no-programs)");
        }
        try {
            Path file = Files.createTempFile("redkit-", ".redis"); // for its owner's eyes only
            try {
                Files.writeString(file, text.isEmpty() ? "" : text + "\n");
                int status = terminal.lend(editor() + " '" + file + "'");
                if (status != 0) {
                    throw new CannotWrite("the editor ended with " + status, "nothing is taken over", null);
                }
                return Files.readString(file);
            } finally {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CannotWrite("the editor cannot be started: " + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UsageError("interrupted");
        }
    }

    private String editor() {
        for (String name : new String[] {"VISUAL", "EDITOR"}) {
            String value = surroundings.env().getOrDefault(name, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "vi";
    }
}
