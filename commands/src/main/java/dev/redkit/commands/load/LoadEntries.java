package dev.redkit.commands.load;

import dev.redkit.commands.Session;
import dev.redkit.console.ProgressMeter;
import dev.redkit.export.EntrySource;
import dev.redkit.export.Existing;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.lane.Lanes;
import dev.redkit.load.Account;
import dev.redkit.load.EntryLoad;
import dev.redkit.load.Mode;
import dev.redkit.pipe.CommandText;
import dev.redkit.render.Value;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/** {@code load} of what {@code export} wrote: there is nothing to map. */
final class LoadEntries {
    private final Session session;

    LoadEntries(Session session) {
        this.session = session;
    }

    /** Loads the inputs, if they hold entries; false when they are datasets. */
    boolean load(List<String> places, LoadLaneArgs laneArgs, Consumer<String> refusing) {
        Progress progress = new Progress();
        try (Input first = Input.open(places.get(0), session.console().in()).reportTo(progress)) {
            EntrySource entries = EntryLoad.recognise(first);
            if (entries == null) {
                return false;
            }
            refusing.accept(first.name());
            if (laneArgs.mode() == Mode.INSERT) {
                throw new UsageError(
                        first.name() + " holds whole entries: --mode insert is for datasets",
                        "'redkit backup restore' can keep what is there");
            }
            run(entries, first, places, laneArgs, progress);
            return true;
        }
    }

    private void run(EntrySource entries, Input first, List<String> places, LoadLaneArgs laneArgs, Progress progress) {
        LoadNotes notes = new LoadNotes(session.console());
        EntryLoad load = new EntryLoad(notes, laneArgs.adds() ? Existing.ADD : Existing.REPLACE);
        long start = System.nanoTime();
        session.cancellation().watch();
        session.cancellation().onRequest(load::stop);
        if (session.dryRun()) {
            rehearse(load, entries, places);
            show(load.account(), System.nanoTime() - start);
            return;
        }
        try (Lanes lanes = laneArgs.delivery().once(session.redis());
                ProgressMeter meter = session.meter("load", progress)) {
            load.run(entries, first.name(), lanes, progress);
            for (String place : places.subList(1, places.size())) {
                next(load, place, lanes, progress);
            }
        } catch (IOException e) {
            throw new Unreachable("cannot close the connection: " + e.getMessage(), null, e);
        } finally {
            notes.tellTheRest();
            show(load.account(), System.nanoTime() - start);
        }
        if (load.account().rejected() > 0) {
            throw new Partial(load.account().rejected() + " entries were rejected");
        }
    }

    private void rehearse(EntryLoad load, EntrySource first, List<String> places) {
        load.rehearse(first, this::show);
        for (String place : places.subList(1, places.size())) {
            try (Input input = Input.open(place, session.console().in())) {
                load.rehearse(further(input), this::show);
            }
        }
    }

    private void show(byte[] command) {
        session.console().note("would send " + CommandText.of(command));
    }

    private static EntrySource further(Input input) {
        EntrySource entries = EntryLoad.recognise(input);
        if (entries == null) {
            throw new UsageError(input.name() + " holds no entries, unlike the inputs before it");
        }
        return entries;
    }

    private void next(EntryLoad load, String place, Lanes lanes, Progress progress) {
        try (Input input = Input.open(place, session.console().in()).reportTo(progress)) {
            load.run(further(input), input.name(), lanes, progress);
        }
    }

    private void show(Account.Figures account, long nanos) {
        double seconds = nanos / 1e9;
        session.renderer()
                .document(new Value.Fields()
                        .put("read", account.read())
                        .put("written", account.written())
                        .put("skipped", account.skipped())
                        .put("rejected", account.rejected())
                        .put("unconfirmed", account.unconfirmed())
                        .put("lane", "entries")
                        .put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0))
                        .put("records_per_second", Math.round(account.read() / seconds)));
    }
}
