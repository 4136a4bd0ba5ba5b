package dev.redkit.cli;

import dev.redkit.commands.Arg;
import dev.redkit.console.Console;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.target.TargetUri;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Adds a profile to the configuration file, and leaves everything else there as somebody wrote it. */
final class ProfileWriter {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final GlobalOptions options;
    private final Path file;
    private final Console console;
    private final StringBuilder out = new StringBuilder();

    ProfileWriter(GlobalOptions options, Path file, Console console) {
        this.options = options;
        this.file = file;
        this.console = console;
    }

    Path write(String name, String passCommand, boolean guarded, boolean standard, boolean dryRun) {
        if (!isBareKey(name)) {
            throw new UsageError("'" + name + "' is no name for a profile", "use letters, digits, '-' and '_'");
        }
        refuseSecrets();
        String before = existing(name, standard);
        out.append(standard ? "default = " + quoted(name) + "\n" : "").append(before);
        int start = out.length();
        out.append(before.isEmpty() ? "" : "\n")
                .append("[profiles.")
                .append(name)
                .append("]\n");
        settings();
        text("pass-command", passCommand);
        flag("protected", guarded);
        if (dryRun) {
            console.print("would add to " + file + ":\n" + out.substring(start));
        } else {
            save();
        }
        return file;
    }

    private static boolean isBareKey(String name) {
        for (int i = 0; i < name.length(); i++) {
            char one = name.charAt(i);
            boolean fits = (one >= 'a' && one <= 'z')
                    || (one >= 'A' && one <= 'Z')
                    || (one >= '0' && one <= '9')
                    || one == '-'
                    || one == '_';
            if (!fits) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    private void refuseSecrets() {
        boolean inUri = false;
        for (String uri : options.uri.all()) {
            inUri |= TargetUri.parse(uri).build().credentials().present();
        }
        if (inUri || options.pass.present() || options.askPass.present()) {
            throw new UsageError(
                    "a password is not written to a profile", "say where it comes from: --pass-command or --pass-file");
        }
        if (options.uri.all().size() > 1) {
            throw new UsageError("a profile has one URI", "of a cluster, one node and -c is enough");
        }
    }

    private String existing(String name, boolean standard) {
        if (!Files.exists(file)) {
            return "";
        }
        ConfigFile config = ConfigFile.read(file);
        if (config.names().contains(name)) {
            throw new UsageError("there is a profile '" + name + "' already", "edit it in " + file);
        }
        if (standard && config.standard() != null) {
            throw new UsageError("'" + config.standard() + "' is the default already", "edit it in " + file);
        }
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
        } catch (IOException e) {
            throw new CannotWrite("the configuration " + file + " cannot be read: " + e.getMessage(), null, e);
        }
    }

    private void settings() {
        if (options.uri.present()) {
            text("uri", options.uri.text());
        } else if (options.socket.present()) {
            text("uri", "redis-socket://" + Path.of(options.socket.text()).toAbsolutePath());
        } else if (!options.sentinel.present()) {
            String scheme = options.tls.present() ? "rediss://" : "redis://";
            text("uri", scheme + options.host.text("127.0.0.1") + ":" + options.port.number(6379, 1, 65_535));
        }
        text("sentinel", options.sentinel);
        text("master", options.master);
        text("db", options.db);
        flag("cluster", options.cluster.present());
        text("ssh", options.ssh);
        text("user", options.user);
        path("pass-file", options.passFile);
        flag("tls", options.tls.present());
        path("cacert", options.caCert);
        path("cert", options.cert);
        path("key", options.key);
        text("sni", options.sni);
        flag("insecure", options.insecure.present());
        text("timeout", options.timeout);
        text("resp", options.resp);
    }

    private void text(String key, Arg arg) {
        text(key, arg.text());
    }

    private void path(String key, Arg arg) {
        text(key, arg.present() ? Path.of(arg.text()).toAbsolutePath().toString() : null);
    }

    private void text(String key, String value) {
        if (value != null) {
            out.append(key).append(" = ").append(quoted(value)).append('\n');
        }
    }

    private void flag(String key, boolean value) {
        if (value) {
            out.append(key).append(" = true\n");
        }
    }

    private static String quoted(String value) {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            if (one == '"' || one == '\\') {
                text.append('\\').append(one);
            } else if (one < 0x20 || one == 0x7f) {
                text.append("\\u00").append(Character.forDigit(one >> 4, 16)).append(Character.forDigit(one & 15, 16));
            } else {
                text.append(one);
            }
        }
        return text.append('"').toString();
    }

    private void save() {
        try {
            Files.createDirectories(file.getParent());
            Path part = Files.createTempFile(
                    file.getParent(), "config", ".part", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(part, out, StandardCharsets.UTF_8);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotWrite("the configuration " + file + " cannot be written: " + Reason.of(e), null, e);
        }
    }
}
