package dev.redkit.keys;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * How far a change of many keys has come, in a small file; beside it, in a file that ends in {@code .names}, which keys it
 * is about. Both are there from the moment when the plan is complete until all is done.
 */
public final class ChangeCheckpoint {
    private static final String FIRST = "redkit keys 2";

    private final Path file;
    private final String plan;

    /** @param plan what is to be done with which keys of which server: no other may go on from it */
    public ChangeCheckpoint(Path file, String plan) {
        this.file = file;
        this.plan = plan.replace('\n', ' ');
    }

    /**
     * Where to go on.
     *
     * @param planned how many keys it is about
     * @param dealt with how many of them
     * @param changed how many of those
     * @param written how many were left alone because they were written after their backup
     */
    public record Place(long planned, long dealt, long changed, long written) {}

    /** Where the names are. */
    public Path names() {
        return file.resolveSibling(file.getFileName() + ".names");
    }

    /** What an earlier run has left; null when it has left nothing. */
    public Place read() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
            if (lines.size() < 3 || !lines.get(0).equals(FIRST)) {
                throw new BadInput(file + " is not the checkpoint of a change of keys", "delete it to start anew");
            }
            if (!lines.get(1).equals(plan)) {
                throw new UsageError(
                        file + " was written by another command line, or for another server",
                        "leave --resume out to start anew");
            }
            String[] numbers = lines.get(2).split(" ", -1);
            return new Place(
                    Long.parseLong(numbers[0]),
                    Long.parseLong(numbers[1]),
                    Long.parseLong(numbers[2]),
                    Long.parseLong(numbers[3]));
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException | RuntimeException e) {
            if (e instanceof BadInput || e instanceof UsageError) {
                throw (RuntimeException) e;
            }
            throw new BadInput("cannot read the checkpoint " + file, "delete it to start anew", e);
        }
    }

    void write(Place place) {
        try (AtomicOutput out = AtomicOutput.open(file, AtomicOutput.Rule.OVERWRITE)) {
            String text = FIRST + "\n" + plan + "\n" + place.planned() + " " + place.dealt() + " " + place.changed()
                    + " " + place.written() + "\n";
            out.stream().write(text.getBytes(StandardCharsets.UTF_8));
            out.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write the checkpoint " + file + ": " + Reason.of(e), null, e);
        }
    }

    /** It is done. */
    void remove() {
        try {
            Files.deleteIfExists(file);
            Files.deleteIfExists(names());
        } catch (IOException e) {
            throw new CannotWrite("cannot remove the checkpoint " + file + ": " + Reason.of(e), null, e);
        }
    }
}
