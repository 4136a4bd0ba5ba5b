package dev.redkit.serve;

import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Node;
import dev.redkit.redis.Version;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server program, and which files it loads.
 *
 * @param path of it, or null for the one that redkit brings along
 */
record ServerBinary(Path path, Flavour flavour, Version version) {
    private static final Pattern SAYS = Pattern.compile("(Redis|Valkey) server v=(\\S+).*", Pattern.DOTALL);
    private static final int PATIENCE_SECONDS = 10;
    private static final int FIELD_EXPIRY_REDIS = 12;

    /** The embedded one. */
    static final ServerBinary EMBEDDED = new ServerBinary(null, Flavour.REDIS, Version.parse("7.0.15"));

    /** Asks a program what it is. */
    static ServerBinary at(Path path) {
        try {
            Process process = new ProcessBuilder(path.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Matcher matcher = SAYS.matcher(said);
            if (matcher.matches()) {
                Flavour flavour = matcher.group(1).equals("Valkey") ? Flavour.VALKEY : Flavour.REDIS;
                return new ServerBinary(path, flavour, Version.parse(matcher.group(2)));
            }
        } catch (IOException e) {
            throw new UsageError("cannot run " + path + ": " + Reason.of(e), "--server is a redis-server", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new UsageError(path + " is no redis-server and no valkey-server");
    }

    /** The newest version of files that it loads. */
    WriteVersion writes() {
        Capabilities capabilities = new Capabilities(flavour, version, false, Node.Role.MASTER, Map.of(), Set.of());
        return new WriteVersion(capabilities.rdbVersion().orElse(WriteVersion.REDIS_5.number()));
    }

    boolean fieldExpiry() {
        int number = writes().number();
        return flavour == Flavour.VALKEY ? number >= WriteVersion.VALKEY_9.number() : number >= FIELD_EXPIRY_REDIS;
    }

    /** Whether it loads a file of that format as it is, whatever is in it. */
    boolean loads(RdbFormat format) {
        boolean common = !format.valkey() && format.version() <= WriteVersion.REDIS_7_2.number();
        return (common || format.flavour() == flavour) && format.version() <= writes().number();
    }
}
