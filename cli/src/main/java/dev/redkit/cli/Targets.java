package dev.redkit.cli;

import dev.redkit.commands.Arg;
import dev.redkit.console.Console;
import dev.redkit.failure.UsageError;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.target.TargetUri;
import dev.redkit.target.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Which server is meant: option before environment before profile before default. A profile counts as a whole: one that
 * only the environment or the file names is left aside when the options name another server, so that no password goes to
 * a server that it was not written down for.
 */
final class Targets {
    private final GlobalOptions options;
    private final Map<String, String> env;
    private final Console console;
    private final Profile profile;

    Targets(GlobalOptions options, Map<String, String> env, Console console) {
        this(options, env, console, null);
    }

    /** For a run inside another one, whose profile it has unless it names another server. */
    Targets(GlobalOptions options, Map<String, String> env, Console console, Profile settled) {
        this.options = options;
        this.env = env;
        this.console = console;
        this.profile = settled == null || namesAnother() ? profile() : settled;
    }

    /** Whether the options say by themselves which server is meant. */
    boolean namesAnother() {
        return namesServer() || options.profile.present();
    }

    /** A server that is known, with what the options say about how to use it. */
    Target adjusted(Target known) {
        Target.Builder builder = known.but();
        int db = (int) options.db.number(-1, 0, Integer.MAX_VALUE);
        if (db >= 0) {
            builder.db(db);
        }
        behaviour(builder);
        Credentials given = given(options.user.text(known.credentials().user()));
        if (given != null) {
            builder.credentials(given);
        }
        return builder.build();
    }

    private Profile profile() {
        String named = options.profile.text();
        Path file = ConfigFile.path(env);
        if (named != null) {
            if (!Files.exists(file)) {
                throw new UsageError(
                        "there is no profile '" + named + "': " + file + " does not exist",
                        "'redkit init " + named + "' makes one");
            }
            return ConfigFile.read(file).profile(named);
        }
        if (namesServer() || set("REDIS_URL") != null) {
            return Profile.NONE;
        }
        String fromEnv = set("REDKIT_PROFILE");
        if (!Files.exists(file)) {
            if (fromEnv != null) {
                throw new UsageError(
                        "REDKIT_PROFILE: there is no profile '" + fromEnv + "', " + file + " does not exist");
            }
            return Profile.NONE;
        }
        ConfigFile config = ConfigFile.read(file);
        String name = fromEnv != null ? fromEnv : config.standard();
        return name == null ? Profile.NONE : config.profile(name);
    }

    private boolean namesServer() {
        return options.uri.present()
                || options.host.present()
                || options.port.present()
                || options.socket.present()
                || options.sentinel.present()
                || options.embedded.present();
    }

    private String set(String name) {
        String value = env.get(name);
        return value == null || value.isEmpty() ? null : value;
    }

    Profile inUse() {
        return profile;
    }

    /** What somebody said about how long to wait, or null. */
    private Duration timeout() {
        String inProfile = profile.text("timeout");
        Duration fallback = inProfile == null ? null : Arg.duration(inProfile, profile.where("timeout"));
        return options.timeout.duration(fallback);
    }

    /** The machine that leads to the server, or null. */
    String bastion() {
        return options.ssh.text(profile.text("ssh"));
    }

    Target resolve() {
        Target.Builder builder = place();
        int db = (int) options.db.number(-1, 0, Integer.MAX_VALUE);
        if (db >= 0 || profile.text("db") != null) {
            builder.db(db >= 0 ? db : number("db"));
        }
        behaviour(builder);
        credentials(builder);
        tls(builder);
        return builder.build();
    }

    /** Protocol and timeout, for any server; what nobody said stays as the URI has it. */
    void behaviour(Target.Builder builder) {
        String resp = options.resp.text(profile.text("resp"));
        if (resp != null) {
            builder.protocol(resp.equals("2") ? 2 : 3);
        }
        Duration timeout = timeout();
        if (timeout != null) {
            builder.timeout(timeout);
        }
    }

    private int number(String key) {
        try {
            return Integer.parseInt(profile.text(key));
        } catch (NumberFormatException e) {
            throw new UsageError(profile.where(key) + " is not a whole number");
        }
    }

    // ---- where

    private Target.Builder place() {
        boolean cluster = options.cluster.present() || profile.flag("cluster");
        String sentinels = options.sentinel.text(namesServer() ? null : profile.text("sentinel"));
        if (sentinels != null) {
            return sentinel(sentinels);
        }
        if (options.master.present()) {
            throw new UsageError("--master needs --sentinel", "say which sentinels know it");
        }
        if (options.socket.present()) {
            return Target.standalone(Address.unix(Path.of(options.socket.text())));
        }
        List<String> uris = options.uri.all();
        if (uris.isEmpty() && !options.host.present() && !options.port.present()) {
            String uri = profile.text("uri") != null ? profile.text("uri") : set("REDIS_URL");
            uris = uri == null ? List.of() : List.of(uri);
        }
        if (!uris.isEmpty()) {
            return uris(uris, cluster);
        }
        Address address = overridden();
        return cluster ? Target.cluster(List.of(address)) : Target.standalone(address);
    }

    /** Host and port by option; of an explicit profile, the part that was not said. */
    private Address overridden() {
        String host = "127.0.0.1";
        int port = Address.DEFAULT_PORT;
        if (profile.text("uri") != null) {
            Address address = TargetUri.parse(profile.text("uri")).build().address();
            host = address.isUnix() ? host : address.host();
            port = address.isUnix() ? port : address.port();
        }
        return Address.of(options.host.text(host), (int) options.port.number(port, 1, 65_535));
    }

    private Target.Builder sentinel(String sentinels) {
        String master = options.master.text(profile.text("master"));
        if (master == null) {
            throw new UsageError("--sentinel needs --master NAME", "it is the name in 'sentinel monitor NAME …'");
        }
        List<Address> addresses = new ArrayList<>();
        for (String one : sentinels.split(",", -1)) {
            addresses.add(Address.parse(one.strip(), 26_379));
        }
        return Target.sentinel(addresses, master);
    }

    private static Target.Builder uris(List<String> uris, boolean cluster) {
        Target.Builder builder = TargetUri.parse(uris);
        Target read = builder.build();
        if (!cluster || read.mode() == Target.Mode.CLUSTER) {
            return builder;
        }
        Target.Builder seeds = Target.cluster(read.addresses())
                .credentials(read.credentials())
                .db(read.db())
                .protocol(read.protocol())
                .timeout(read.timeout())
                .clientName(read.clientName());
        read.tls().ifPresent(seeds::tls);
        return seeds;
    }

    // ---- who

    private void credentials(Target.Builder builder) {
        Credentials before = builder.build().credentials();
        String user = options.user.text(before.user() != null ? before.user() : profile.text("user"));
        Credentials given = given(user);
        if (given != null) {
            builder.credentials(given);
        } else if (before.present()) {
            builder.credentials(Credentials.of(user, before::password));
        } else if (set("REDISCLI_AUTH") != null) {
            builder.credentials(Credentials.of(user, set("REDISCLI_AUTH")));
        } else if (fromProfile(user) != null) {
            builder.credentials(fromProfile(user));
        } else if (user != null) {
            throw new UsageError("user '" + user + "' needs a password", "give it with --askpass or --pass-file");
        }
    }

    /** By option, or null. */
    private Credentials given(String user) {
        if (options.pass.present()) {
            console.warn(
                    "-a leaves the password in the shell's history, and for a moment in 'ps'; --askpass, --pass-file and"
                            + " REDISCLI_AUTH do not");
            return Credentials.of(user, options.pass.text());
        }
        if (options.askPass.present()) {
            return Credentials.of(user, AskPass.ask());
        }
        if (options.passFile.present()) {
            Path file = Path.of(options.passFile.text());
            if (SecretFile.isReadableByOthers(file)) {
                console.warn("--pass-file: others can read " + file + "; chmod 600 keeps it to you");
            }
            return Credentials.of(user, SecretFile.firstLine(file, "--pass-file"));
        }
        return null;
    }

    private Credentials fromProfile(String user) {
        if (profile.text("pass-command") != null) {
            return Credentials.of(user, new PassCommand(profile.text("pass-command"), profile.name()));
        } else if (profile.text("pass-file") != null) {
            Path file = Path.of(profile.text("pass-file"));
            return Credentials.of(user, () -> SecretFile.firstLine(file, profile.where("pass-file")));
        } else if (profile.text("password") != null) {
            return Credentials.of(user, profile.text("password"));
        }
        return null;
    }

    private void tls(Target.Builder builder) {
        Tls before = builder.build().tls().orElse(null);
        Path caCert = path(options.caCert, "cacert", before == null ? null : before.caCert());
        Path cert = path(options.cert, "cert", before == null ? null : before.cert());
        Path key = path(options.key, "key", before == null ? null : before.key());
        String sni =
                options.sni.text(profile.text("sni") != null || before == null ? profile.text("sni") : before.sni());
        boolean insecure =
                options.insecure.present() || profile.flag("insecure") || (before != null && before.insecure());
        boolean wanted = options.tls.present() || profile.flag("tls") || before != null;
        if (!wanted && (caCert != null || cert != null || key != null || sni != null || insecure)) {
            throw new UsageError("certificates were named, but no TLS", "add --tls, or use rediss://");
        }
        if (!wanted) {
            return;
        }
        if ((cert == null) != (key == null)) {
            throw new UsageError("a client certificate needs both --cert and --key");
        }
        if (insecure) {
            console.warn("--insecure: the connection is encrypted, but nobody knows with whom");
        }
        builder.tls(new Tls(caCert, cert, key, sni, insecure));
    }

    private Path path(Arg option, String key, Path before) {
        if (option.present()) {
            return Path.of(option.text());
        }
        return profile.text(key) == null ? before : Path.of(profile.text(key));
    }
}
