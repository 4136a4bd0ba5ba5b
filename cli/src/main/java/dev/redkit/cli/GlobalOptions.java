package dev.redkit.cli;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressStyle;
import dev.redkit.console.When;
import dev.redkit.render.Format;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command understands, before its name or after it. */
final class GlobalOptions {
    final Arg uri;
    final Arg host;
    final Arg port;
    final Arg socket;
    final Arg db;
    final Arg cluster;
    final Arg sentinel;
    final Arg master;
    final Arg embedded;
    final Arg ssh;
    final Arg profile;
    final Arg user;
    final Arg pass;
    final Arg askPass;
    final Arg passFile;
    final Arg tls;
    final Arg caCert;
    final Arg cert;
    final Arg key;
    final Arg sni;
    final Arg insecure;
    final Arg output;
    final Arg dryRun;
    final Arg yes;
    final Arg quiet;
    final Arg verbose;
    final Arg debug;
    final Arg color;
    final Arg progress;
    final Arg timeout;
    final Arg resp;
    final Arg help;
    final Arg version;

    private final Syntax root;

    GlobalOptions(Syntax root) {
        this.root = root;
        root.section("Where the server is");
        uri = root.option(
                "URI", "redis:// rediss:// redis-socket:// redis-sentinel://; again for more seeds", "-u", "--uri");
        host = root.optionalValue("HOST", "server name or address (default 127.0.0.1)", "-h", "--host");
        port = root.option("PORT", "server port (default 6379)", "-p", "--port");
        socket = root.path("PATH", "unix socket of the server", "-s", "--socket");
        db = root.option("NUMBER", "database number (default 0)", "-n", "--db");
        cluster = root.flag("the server is a node of a cluster", "-c", "--cluster");
        sentinel = root.option("HOST:PORT,…", "sentinels to ask for the master", "--sentinel");
        master = root.option("NAME", "the master's name among the sentinels", "--master");
        embedded = root.optionalPath(
                "DIR", "a redis-server of redkit's own, for this run; its data stay in DIR", "--embedded");
        ssh = root.option("USER@BASTION", "through the system's ssh", "--ssh");
        profile = root.option("NAME", "a profile of the configuration file", "--profile");
        root.section("Who you are");
        user = root.option("NAME", "ACL user", "--user");
        pass = root.option(
                "PASSWORD", "password; stays in the shell's history: better one of the next two", "-a", "--pass");
        askPass = root.flag("ask for the password, without echo", "--askpass");
        passFile = root.path("FILE", "file whose first line is the password", "--pass-file");
        tls = root.flag("encrypt the connection", "--tls");
        caCert = root.path("FILE", "authorities to trust instead of the system's (PEM)", "--cacert");
        cert = root.path("FILE", "client certificate (PEM)", "--cert");
        key = root.path("FILE", "its private key (PEM)", "--key");
        sni = root.option("NAME", "name to ask for and to check, if it is not the host", "--sni");
        insecure = root.flag("trust any certificate", "--insecure");
        root.section("What comes out");
        output = root.choice(Format.class, "form of the output (default table)", "-o", "--output");
        color = root.choice(When.class, "colours (default auto: on a terminal)", "--color");
        progress = root.choice(ProgressStyle.class, "progress on stderr (default auto)", "--progress");
        quiet = root.flag("no remarks on stderr, only errors and warnings", "-q", "--quiet");
        verbose = root.flag("more remarks on stderr", "-v", "--verbose");
        debug = root.flag("all that helps to find an error, stack traces included", "--debug");
        root.section("How it behaves");
        dryRun = root.flag("say what would be done, and do nothing", "--dry-run");
        yes = root.flag("answer every question with yes", "-y", "--yes");
        timeout = root.option("TIME", "how long to wait for one reply (default 10s)", "--timeout");
        resp = root.oneOf("protocol version (default 3)", List.of("2", "3"), "--resp");
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
