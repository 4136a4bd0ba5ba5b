package dev.redkit.cli;

import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Catalog;
import dev.redkit.commands.HelpPage;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ClosedPipe;
import dev.redkit.console.Console;
import dev.redkit.console.ExitCode;
import dev.redkit.console.Verbosity;
import dev.redkit.console.When;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.shell.Ended;
import dev.redkit.target.Target;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** One run of redkit: from words to an exit code. Tests run it in their own process. */
public final class Program {

    /** The server of a run inside another one, and the profile it came from. */
    record Settled(Target server, Profile profile) {}

    private final Console console;
    private final Map<String, String> env;
    private final Cancellation cancellation;
    private final Settled settled;

    public Program(Console console, Map<String, String> env, Cancellation cancellation) {
        this(console, env, cancellation, null);
    }

    /** A run inside another one, whose server is settled unless its own options name another: of a demo or a shell. */
    Program(Console console, Map<String, String> env, Cancellation cancellation, Settled settled) {
        this.settled = settled;
        this.console = console;
        this.env = env;
        this.cancellation = cancellation;
    }

    Console console() {
        return console;
    }

    Map<String, String> env() {
        return env;
    }

    Settled settled() {
        return settled;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    /** Runs one command line and says how it ended. */
    public int run(String[] args) {
        Syntax root = new Syntax("redkit", "A toolkit for Redis and Valkey");
        GlobalOptions options = new GlobalOptions(root);
        try (CliSession session = new CliSession(this, root, options)) {
            attempt(root, options, session, args);
            console.flush();
            return ExitCode.DONE.code();
        } catch (ClosedPipe e) {
            return ExitCode.DONE.code();
        } catch (Ended e) {
            return e.code();
        } catch (Failure e) {
            return failed(e, options);
        } catch (RuntimeException e) {
            return bug(e, options);
        } catch (OutOfMemoryError e) {
            console.error(
                    "there is not enough memory for this (" + e.getMessage() + ")",
                    "give redkit more with REDKIT_OPTS=-Xmx4g; 'pipe' passes values of any size through little");
            return ExitCode.FAILED.code();
        }
    }

    private void attempt(Syntax root, GlobalOptions options, CliSession session, String[] args) {
        Words words = new Words(root, options, session);
        ParseResult parsed;
        try {
            parsed = words.parse(args);
        } catch (ParameterException e) {
            if (options.wantsHelp() && !(e instanceof CommandLine.UnmatchedArgumentException)) {
                help(e.getCommandLine().getCommandSpec(), root);
                return;
            }
            throw words.explain(e);
        }
        if (options.version.present()) {
            Catalog.open("version", session).action().run();
            return;
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandSpec spec = parsed.commandSpec();
        Syntax syntax = (Syntax) spec.userObject();
        if (options.wantsHelp()) {
            help(spec, root);
            return;
        }
        if (syntax == root
                && settled == null
                && console.terminal().in()
                && console.terminal().out()) {
            syntax = Catalog.open("shell", session);
        }
        if (syntax.action() == null) {
            throw words.incomplete(spec);
        }
        behave(options);
        syntax.action().run();
    }

    private void behave(GlobalOptions options) {
        if (options.color.present()) {
            console.color(options.color.choice(When.AUTO));
        }
        if (options.yes.present()) {
            console.assumeYes(true);
        }
        if (options.debug.present()) {
            console.verbosity(Verbosity.DEBUG);
        } else if (options.verbose.present()) {
            console.verbosity(Verbosity.VERBOSE);
        } else if (options.quiet.present()) {
            console.verbosity(Verbosity.QUIET);
        }
    }

    private void help(CommandSpec spec, Syntax root) {
        console.print(
                HelpPage.of((Syntax) spec.userObject(), root, console.terminal().width()));
    }

    private int failed(Failure failure, GlobalOptions options) {
        flushAnyhow();
        console.error(failure.getMessage(), failure.hint().orElse(null));
        trace(failure, options);
        return ExitCode.of(failure).code();
    }

    /** Data that was there before the failure; that nobody can or will take it must not hide the failure. */
    private void flushAnyhow() {
        try {
            console.flush();
        } catch (ClosedPipe e) {
            console.debug(e.getMessage());
        } catch (CannotWrite e) {
            console.error(e.getMessage(), null);
        }
    }

    private int bug(RuntimeException e, GlobalOptions options) {
        flushAnyhow();
        console.error("a bug in redkit: " + e, "please report it, with the output of the same command and --debug");
        trace(e, options);
        return ExitCode.FAILED.code();
    }

    private void trace(Exception e, GlobalOptions options) {
        if (options.debug.present()) {
            StringWriter text = new StringWriter();
            e.printStackTrace(new PrintWriter(text));
            console.debug(text.toString().stripTrailing());
        }
    }
}
