package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.render.Format;
import dev.redkit.render.Value;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine;

/** {@code redkit version}: what runs here, for bug reports. */
public final class VersionCommand implements Action {
    private final Session session;

    VersionCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.examples("redkit version -o json");
    }

    @Override
    public void run() {
        Value.Fields all = facts();
        Console console = session.console();
        if (session.format() == Format.TABLE) {
            Value.Fields rest = new Value.Fields();
            rest.fields().putAll(all.fields());
            Value version = rest.fields().remove("redkit");
            console.line("redkit " + ((Value.Text) version).text());
            session.renderer().document(rest);
        } else {
            session.renderer().document(all);
        }
    }

    /** The version of this program. */
    public static String redkit() {
        return built().getProperty("redkit");
    }

    private static Properties built() {
        Properties built = new Properties();
        try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
            built.load(in);
            return built;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Value.Fields facts() {
        Properties built = built();
        String archive = System.getProperty("redkit.archive", "");
        Value.Fields facts = new Value.Fields().put("redkit", built.getProperty("redkit"));
        facts.put("commit", Value.of(known(built.getProperty("commit"))));
        facts.put("java", System.getProperty("java.runtime.version"));
        facts.put("jvm", System.getProperty("java.vm.name") + " (" + System.getProperty("java.vendor") + ")");
        facts.put("java_home", System.getProperty("java.home"));
        facts.put("archive", Value.of(archive.isEmpty() ? null : archive));
        facts.put("lettuce", built.getProperty("lettuce"));
        facts.put("picocli", CommandLine.VERSION);
        facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        return facts.put("arch", System.getProperty("os.arch"));
    }

    /** A build that was not told its commit leaves the placeholder in place, or empty. */
    private static String known(String commit) {
        return commit == null || commit.isBlank() || commit.startsWith("$") ? null : commit;
    }
}
