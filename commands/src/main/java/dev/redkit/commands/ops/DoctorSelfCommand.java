package dev.redkit.commands.ops;

import dev.redkit.commands.Action;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.commands.VersionCommand;
import dev.redkit.console.Terminal;
import dev.redkit.failure.GateFailed;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.UserFolders;
import dev.redkit.render.Value;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** {@code redkit doctor self}: whether this installation can do its work. */
final class DoctorSelfCommand implements Action {
    private static final long LITTLE = 128L << 20;

    private final Session session;

    DoctorSelfCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Look at the Java runtime, processors, memory, the terminal and the folders of redkit.",
                "Exit code 3 when something is missing.");
        syntax.examples("redkit doctor self");
    }

    @Override
    public void run() {
        List<String> complaints = new ArrayList<>();
        Value.Fields facts = new Value.Fields()
                .put("redkit", VersionCommand.redkit())
                .put("java", System.getProperty("java.runtime.version"))
                .put("java_home", System.getProperty("java.home"))
                .put("processors", Runtime.getRuntime().availableProcessors());
        long heap = Runtime.getRuntime().maxMemory();
        facts.put("heap", new Value.Shown(Value.of(heap), ByteSizes.format(heap)));
        if (heap < LITTLE) {
            complaints.add("the heap is small: REDKIT_OPTS=-Xmx512m gives it more");
        }
        terminal(facts, complaints);
        folders(facts, complaints);
        facts.put("archive", Value.of(archive(complaints)));
        facts.put("complaints", Value.list(complaints));
        session.renderer().document(facts);
        if (!complaints.isEmpty()) {
            throw new GateFailed("this installation is not as it should be: " + complaints.get(0));
        }
    }

    private void terminal(Value.Fields facts, List<String> complaints) {
        Terminal terminal = session.console().terminal();
        facts.put("terminal_in", terminal.in())
                .put("terminal_out", terminal.out())
                .put("terminal_err", terminal.err())
                .put("terminal_dumb", terminal.dumb())
                .put("columns", terminal.width());
        String charset = System.getProperty("sun.jnu.encoding", "");
        facts.put("charset_of_names", charset);
        if (!Charset.isSupported(charset)
                || !Charset.forName(charset).newEncoder().canEncode('\u20ac')) {
            complaints.add("names outside of ASCII cannot be given as words: start redkit with a UTF-8 locale");
        }
    }

    private void folders(Value.Fields facts, List<String> complaints) {
        Map<String, Path> folders = new TreeMap<>();
        folders.put("cache", UserFolders.cache(System.getenv()));
        folders.put("state", UserFolders.state(System.getenv()));
        folders.put("temporary", Path.of(System.getProperty("java.io.tmpdir")));
        folders.forEach((name, folder) -> {
            boolean good = writable(folder);
            facts.put(name + "_folder", folder + (good ? "" : " (cannot be written)"));
            if (!good) {
                complaints.add(folder + " cannot be written");
            }
        });
    }

    /** Those that are not there yet are made when they are needed, if the nearest one above can be written. */
    private static boolean writable(Path folder) {
        Path nearest = folder;
        while (nearest != null && !Files.exists(nearest)) {
            nearest = nearest.getParent();
        }
        return nearest != null && Files.isDirectory(nearest) && Files.isWritable(nearest);
    }

    private static String archive(List<String> complaints) {
        String archive = System.getProperty("redkit.archive", "");
        if (!archive.isEmpty() && !Files.isReadable(Path.of(archive))) {
            complaints.add("the class-data archive " + archive + " cannot be read: starts are slow");
        }
        return archive.isEmpty() ? null : archive;
    }
}
