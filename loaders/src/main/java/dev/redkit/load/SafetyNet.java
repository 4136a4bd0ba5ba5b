package dev.redkit.load;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps the file of rejects and the checkpoint of one load, in step with each other. */
final class SafetyNet implements Feed.Clerk, AutoCloseable {
    private static final long NANOS_BETWEEN_CHECKPOINTS = 1_000_000_000L;

    private final LoadPlan plan;
    private final Account account;
    private final LoadListener listener;
    private final List<String> fingerprints = new ArrayList<>();
    private final Position start;
    private final Kept kept;
    private RejectsFile rejects;
    private boolean checkpointing;
    private Inputs inputs;
    private long lastCheckpoint = System.nanoTime();
    private Failure failure;
    private boolean gaveUp;

    /**
     * Where to keep how far it came.
     *
     * @param checkpoint the file, or null
     * @param id the plan and the server: on another one it came no way at all
     * @param asked whether the user wants it there; otherwise a load goes on without
     */
    record Kept(Path checkpoint, String id, boolean asked) {
        static final Kept NOWHERE = new Kept(null, "", false);
    }

    SafetyNet(LoadPlan plan, Account account, LoadListener listener, Kept kept) {
        this.plan = plan;
        this.account = account;
        this.listener = listener;
        for (LoadInput input : plan.inputs()) {
            String fingerprint = input.fingerprint();
            fingerprints.add(fingerprint == null ? "" : fingerprint);
        }
        this.kept = kept;
        checkpointing = kept.checkpoint() != null;
        Checkpoint before = checkpointing ? Checkpoint.read(kept.checkpoint()) : null;
        start = before == null ? anew() : goOn(before);
        refuseInputs();
        if (plan.safety().rejects() != null) {
            rejects =
                    new RejectsFile(plan.safety().rejects(), start.equals(Position.START) ? 0 : before.rejectsLength());
        }
    }

    private Position anew() {
        if (plan.safety().resume()) {
            listener.note("there is no checkpoint of this load on this server: it begins anew");
        }
        return Position.START;
    }

    /** What is to be read must not be written. */
    private void refuseInputs() {
        for (Path file : Arrays.asList(plan.safety().rejects(), plan.safety().checkpoint())) {
            for (LoadInput input : plan.inputs()) {
                if (file != null && isSame(file, input.name())) {
                    throw new UsageError(file + " is an input of this load: it cannot be written at the same time");
                }
            }
        }
    }

    private static boolean isSame(Path file, String input) {
        try {
            return Files.isSameFile(file, Path.of(input));
        } catch (IOException | InvalidPathException e) {
            // One of them is not there, or no file.
            return false;
        }
    }

    private Position goOn(Checkpoint before) {
        Path path = kept.checkpoint();
        if (!before.plan().equals(kept.id())) {
            if (plan.safety().resume()) {
                throw new UsageError(
                        path + " is the checkpoint of another load",
                        "resume with the inputs and options of that load, or delete it to start anew");
            }
            return Position.START;
        }
        if (!plan.safety().resume()) {
            listener.note("an earlier run of this load stopped after "
                    + before.account().read() + " records; this one begins anew (--resume would go on there)");
            return Position.START;
        }
        if (!before.fingerprints().equals(fingerprints)) {
            throw new BadInput(
                    changed(before) + " has changed since the checkpoint was written",
                    "load it anew without --resume, or put the old file back");
        }
        account.resume(before.account());
        listener.note("going on after " + before.account().read() + " records");
        return before.position();
    }

    private String changed(Checkpoint before) {
        for (int i = 0; i < fingerprints.size(); i++) {
            if (!fingerprints.get(i).equals(before.fingerprints().get(i))) {
                return plan.inputs().get(i).name();
            }
        }
        return "an input";
    }

    Position start() {
        return start;
    }

    /** Who knows what the records are that are being read. */
    void inputs(Inputs known) {
        inputs = known;
    }

    @Override
    public boolean rejected(Rejection rejection) {
        listener.rejected(rejection);
        if (rejects != null && failure == null) {
            try {
                rejects.write(rejection, inputs.format(rejection.input()), inputs.columns(rejection.input()));
            } catch (IOException e) {
                failure = unwritable(e);
            }
        }
        gaveUp = plan.safety().errors().exceeded(account.rejected(), account.read());
        return !gaveUp && failure == null;
    }

    private CannotWrite unwritable(IOException e) {
        return new CannotWrite(
                "cannot write the rejects to " + plan.safety().rejects() + ": " + Reason.of(e),
                "the load ended there; what it rejected is named above",
                e);
    }

    @Override
    public boolean wantsToSettle() {
        return checkpointing && System.nanoTime() - lastCheckpoint > NANOS_BETWEEN_CHECKPOINTS;
    }

    @Override
    public void settled(Position position) {
        if (!checkpointing || failure != null) {
            return;
        }
        try {
            long length = rejects == null ? 0 : rejects.sync();
            write(new Checkpoint(kept.id(), fingerprints, position, account.figures(), length));
        } catch (IOException e) {
            failure = unwritable(e);
        }
        lastCheckpoint = System.nanoTime();
    }

    /** A load does not end because nobody can go on from it, unless the user wants that. */
    private void write(Checkpoint checkpoint) throws IOException {
        try {
            if (!kept.asked()) {
                Files.createDirectories(kept.checkpoint().getParent());
            }
            checkpoint.write(kept.checkpoint());
        } catch (IOException | CannotWrite e) {
            if (kept.asked()) {
                throw e;
            }
            checkpointing = false;
            listener.note("this load cannot be resumed: there is no place for its checkpoint in "
                    + kept.checkpoint().getParent());
        }
    }

    /** Brings the rejects to their file: what fails then shall not be found out at the very end. */
    void flush() {
        try {
            if (rejects != null && failure == null) {
                rejects.flush();
            }
        } catch (IOException e) {
            failure = unwritable(e);
        }
    }

    /** Why the load has to end that the server knows nothing of, or null. */
    Failure failure() {
        return failure;
    }

    /** Whether too many records were rejected. */
    boolean gaveUp() {
        return gaveUp;
    }

    /** The load came to its end: nothing to go on with. */
    void done() {
        try {
            if (kept.checkpoint() != null) {
                Files.deleteIfExists(kept.checkpoint());
            }
        } catch (IOException e) {
            listener.note("the checkpoint " + kept.checkpoint() + " is of no use any more and cannot be deleted");
        }
    }

    @Override
    public void close() {
        try {
            if (rejects != null) {
                rejects.close();
            }
        } catch (IOException e) {
            throw unwritable(e);
        }
    }
}
