package dev.redkit.pickle;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A pickle that was read.
 *
 * @param value maps, lists, {@link Tuple}s, strings, numbers, {@code byte[]}, {@link Blob}s, {@link Global}s, {@link
 *     Instance}s, {@link Persistent}s, or {@code null} for None. They may contain themselves
 * @param end where it ends in its region
 * @param globals the names in it, in order
 * @param persistents what it leaves to its file to find, in order
 */
public record Pickle(Object value, long end, List<Global> globals, List<Persistent> persistents) {

    /** What a pickle may name. */
    public enum Names {
        /** Those that redkit knows; any other is refused. */
        KNOWN,
        /** Any. Those that are not known stay without a meaning. */
        ANY
    }

    /**
     * What can be said of a pickle without trusting it.
     *
     * @param failure why it could not be read to its end
     */
    public record Scan(List<Global> globals, Optional<String> failure) {}

    /** Reads one pickle from the beginning of the region; something may follow it. */
    public static Pickle read(Region region, Names names) {
        PickleMachine machine = new PickleMachine(new RegionReader(region), names);
        Object value = machine.run();
        return new Pickle(value, machine.position(), machine.globals(), machine.persistents());
    }

    /** Reads the pickles that fill the region, one after the other. Together they are bounded as one is. */
    public static List<Pickle> readAll(Region region, Names names) {
        List<Pickle> pickles = new ArrayList<>();
        int nodes = 0;
        for (long at = 0; at < region.length() || pickles.isEmpty(); ) {
            Region rest = region.slice(at, region.length() - at, "a pickle");
            PickleMachine machine = new PickleMachine(new RegionReader(rest), names, nodes);
            Object value = machine.run();
            pickles.add(new Pickle(value, machine.position(), machine.globals(), machine.persistents()));
            at += machine.position();
            nodes = machine.nodes();
        }
        return pickles;
    }

    /** Lists all names in it, whether known or not. */
    public static Scan scan(Region region) {
        PickleMachine machine = new PickleMachine(new RegionReader(region), Names.ANY);
        try {
            machine.run();
            return new Scan(machine.globals(), Optional.empty());
        } catch (BadInput e) {
            return new Scan(machine.globals(), Optional.of(e.getMessage()));
        }
    }
}
