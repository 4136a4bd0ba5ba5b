package dev.redkit.commands.backup;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Shelf;
import dev.redkit.shelf.Shelf.Backup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code redkit backup list}: the backups of a folder, by what their manifests say. */
final class BackupListCommand implements Action {
    private static final String[] BARS = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    private static final int LONGEST_TREND = 40;

    private final Session session;
    private final Arg folder;

    BackupListCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "List the backups that 'backup take' has put into a folder, the oldest first: when, from where, how many"
                        + " keys and bytes, and by how much the data have grown since the one before. Files that are"
                        + " missing or have another size are named; what they hold, 'backup check' tells.");
        syntax.examples("redkit backup list /backups", "redkit backup list /backups -o json");
        folder = syntax.parameter("FOLDER", "where the backups stand", true);
    }

    @Override
    public void run() {
        List<Backup> backups =
                Shelf.at(Path.of(folder.text().replace("\0", "\\0"))).backups();
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("name"),
                Column.left("taken"),
                Column.left("target"),
                Column.left("version"),
                Column.left("method"),
                Column.right("parts"),
                Column.right("keys"),
                Column.right("bytes"),
                Column.right("plain_bytes"),
                Column.right("growth_percent"),
                Column.left("sealed"),
                Column.left("problem")));
        Map<String, List<Long>> sizes = new LinkedHashMap<>();
        for (Backup backup : backups) {
            List<Long> before = sizes.computeIfAbsent(backup.manifest().target(), target -> new ArrayList<>());
            renderer.row(row(backup, before));
            before.add(backup.manifest().plainBytes());
        }
        renderer.end();
        if (session.format() == Format.TABLE) {
            sizes.forEach(this::trend);
        }
    }

    private static List<Value> row(Backup backup, List<Long> before) {
        Manifest manifest = backup.manifest();
        return List.of(
                Value.of(manifest.name()),
                Value.of(manifest.started().toString()),
                Value.of(manifest.target()),
                Value.of(
                        manifest.parts().isEmpty()
                                ? ""
                                : manifest.parts().get(0).origin().flavour() + " "
                                        + manifest.parts().get(0).origin().version()),
                Value.of(manifest.method().name().toLowerCase(Locale.ROOT)),
                Value.of(manifest.parts().size()),
                Value.of(manifest.keys()),
                BackupText.size(manifest.bytes()),
                BackupText.size(manifest.plainBytes()),
                growth(manifest.plainBytes(), before),
                Value.of(manifest.parts().stream().anyMatch(Manifest.Part::sealed)),
                Value.of(backup.problem()));
    }

    private static Value growth(long bytes, List<Long> before) {
        if (before.isEmpty() || before.get(before.size() - 1) == 0) {
            return Value.none();
        }
        long last = before.get(before.size() - 1);
        return Value.of(Math.round((bytes - last) * 1000.0 / last) / 10.0);
    }

    /** The sizes of the last ones as bars, from nothing to the greatest. */
    private void trend(String target, List<Long> sizes) {
        if (sizes.size() < 2) {
            return;
        }
        List<Long> last = sizes.subList(Math.max(0, sizes.size() - LONGEST_TREND), sizes.size());
        long most = Math.max(1, last.stream().mapToLong(Long::longValue).max().orElse(1));
        StringBuilder bars = new StringBuilder();
        for (long size : last) {
            bars.append(BARS[(int) Math.min(BARS.length - 1, size * BARS.length / most)]);
        }
        session.console().note(target + "  " + bars);
    }
}
