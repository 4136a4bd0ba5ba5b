package dev.redkit.commands.backup;

import dev.redkit.aof.AofReader;
import dev.redkit.aof.KeyHistory;
import dev.redkit.backup.BackupFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotFound;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code redkit backup history}: all that an append-only file says about a key. */
final class BackupHistoryCommand implements Action {
    private static final List<Column> COLUMNS = List.of(
            Column.left("time"),
            Column.left("file"),
            Column.right("offset"),
            Column.right("db"),
            Column.left("touch"),
            Column.right("transaction"),
            Column.left("command"));

    private final Session session;
    private final Arg file;
    private final Arg key;
    private final Arg databases;

    BackupHistoryCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show every command of an append-only file that touched a key, in order: those that name it, as RENAME and"
                        + " COPY do on both sides, and those that hit all keys (FLUSHALL, FLUSHDB, SWAPDB); and whether"
                        + " its value in the base stands before them.",
                "Exit code 1 when nothing touched the key.");
        syntax.examples(
                "redkit backup history appendonlydir user:17",
                "redkit backup history appendonlydir cart:9 --db 2 -o ndjson");
        file = syntax.parameter("FILE", "an append-only file, its manifest, or the folder of both", true);
        key = syntax.parameter("KEY", "the name of the key", true);
        databases = syntax.option("N[,N]", "only in these databases", "--db");
    }

    @Override
    public void run() {
        BackupFile backup = AofFiles.of(file.text(), session);
        boolean text = session.format() != Format.JSON && session.format() != Format.NDJSON;
        Renderer renderer = session.renderer();
        KeyHistory history = new KeyHistory(
                key.text().getBytes(StandardCharsets.UTF_8), databases(), event -> renderer.row(cells(event, text)));
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        session.cancellation().watch();
        renderer.begin(COLUMNS);
        try (AofReader reader = backup.aof();
                ProgressMeter meter = session.meter("history", progress)) {
            history.read(reader);
        } catch (IOException e) {
            throw new BadInput("cannot read " + backup.name() + ": " + Reason.of(e), null, e);
        } finally {
            renderer.end();
        }
        if (history.baseSeen() && !history.inBase() && history.events() > 0) {
            session.console().note("the key is not in the base: it was made by these commands");
        }
        if (history.events() == 0) {
            throw new NotFound("nothing in " + backup.name() + " touched '" + key.text() + "': " + history.commands()
                    + " commands were read");
        }
    }

    private Set<Integer> databases() {
        Set<Integer> numbers = new LinkedHashSet<>();
        for (String typed : databases.all()) {
            for (String word : typed.split(",", -1)) {
                if (!word.matches("\\d{1,9}")) {
                    throw new UsageError("--db: '" + word + "' is not a whole number");
                }
                numbers.add(Integer.parseInt(word));
            }
        }
        return numbers;
    }

    private static List<Value> cells(KeyHistory.Event event, boolean text) {
        List<Value> cells = new ArrayList<>();
        cells.add(AofTimes.shown(event.time()));
        cells.add(Value.of(event.file()));
        cells.add(Value.of(event.offset()));
        cells.add(Value.of(event.db()));
        cells.add(Value.of(Arg.word(event.touch())));
        cells.add(event.transaction() < 0 ? Value.none() : Value.of(event.transaction()));
        cells.add(text ? Value.of(event.shown()) : words(event.command()));
        return cells;
    }

    private static Value words(byte[][] command) {
        List<Value> words = new ArrayList<>();
        for (byte[] word : command) {
            words.add(word == null ? Value.none() : Replies.ofBytes(word));
        }
        return new Value.Items(words);
    }
}
