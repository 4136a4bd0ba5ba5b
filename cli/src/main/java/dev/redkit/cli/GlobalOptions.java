package dev.redkit.cli;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.console.When;
import dev.redkit.render.Format;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command understands, before its name or after it. */
final class GlobalOptions {
    final Arg host;
    final Arg port;
    final Arg socket;
    final Arg db;
    final Arg user;
    final Arg pass;
    final Arg passFile;
    final Arg askPass;
    final Arg output;
    final Arg yes;
    final Arg dryRun;
    final Arg quiet;
    final Arg verbose;
    final Arg debug;
    final Arg color;
    final Arg timeout;
    final Arg resp;
    final Arg help;
    final Arg version;

    private final Syntax root;

    GlobalOptions(Syntax root) {
        this.root = root;
        host = root.optionalValue("HOST", "server name or address (default 127.0.0.1)", "-h", "--host");
        port = root.option("PORT", "server port (default 6379)", "-p", "--port");
        socket = root.option("PATH", "unix socket of the server", "-s", "--socket");
        db = root.option("NUMBER", "database number (default 0)", "-n", "--db");
        user = root.option("NAME", "ACL user", "--user");
        pass = root.option(
                "PASSWORD", "password; visible to others in 'ps', so better one of the next", "-a", "--pass");
        passFile = root.option("FILE", "file that holds the password in its first line", "--pass-file");
        askPass = root.flag("ask for the password, without echo", "--askpass");
        resp = root.option("2|3", "protocol version (default 3)", "--resp");
        output = root.choice(Format.class, "form of the output (default table)", "-o", "--output");
        timeout = root.option("TIME", "how long to wait for one reply (default 10s)", "--timeout");
        dryRun = root.flag("say what would be done, and do nothing", "--dry-run");
        yes = root.flag("answer every question with yes", "-y", "--yes");
        quiet = root.flag("no remarks on stderr, only errors and warnings", "-q", "--quiet");
        verbose = root.flag("more remarks on stderr", "-v", "--verbose");
        debug = root.flag("all that helps to find an error, stack traces included", "--debug");
        color = root.choice(When.class, "colours (default auto)", "--color");
        help = root.flag("show help", "--help");
        version = root.flag("show the version", "--version");
    }

    /** Gives the options that occur in {@code args} to a subcommand as well, where it has no own of that name. */
    void lend(CommandSpec sub, String[] args) {
        for (OptionSpec option : root.spec().options()) {
            if (occurs(option, args)) {
                lend(sub, option);
            }
        }
    }

    private static void lend(CommandSpec sub, OptionSpec option) {
        List<String> free = new ArrayList<>(2);
        for (String name : option.names()) {
            if (sub.findOption(name) == null) {
                free.add(name);
            }
        }
        if (!free.isEmpty()) {
            sub.addOption(OptionSpec.builder(option)
                    .names(free.toArray(String[]::new))
                    .hidden(true)
                    .build());
        }
    }

    private static boolean occurs(OptionSpec option, String[] args) {
        for (String name : option.names()) {
            for (String arg : args) {
                boolean letter = name.length() == 2 && arg.length() > 1 && arg.charAt(0) == '-' && arg.charAt(1) != '-';
                if (letter ? arg.indexOf(name.charAt(1)) > 0 : arg.startsWith(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Help was asked for, by word or by a bare {@code -h}. */
    boolean wantsHelp() {
        return help.present() || "".equals(host.text());
    }
}
