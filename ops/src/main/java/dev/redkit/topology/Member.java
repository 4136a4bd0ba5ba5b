package dev.redkit.topology;

import dev.redkit.redis.Node.SlotRange;
import java.util.List;

/**
 * A server on the map.
 *
 * @param id its name in a cluster; else empty
 * @param master whether it takes writes
 * @param follows the address of its master; empty for a master, or when nobody knows
 * @param state {@code up}; {@code silent} when it does not answer us; {@code failing} when others say so
 * @param link how a replica stands to its master: {@code up}, {@code down}; empty for a master, or when it is not told
 * @param offset how far it is in the stream of writes; -1 when it is not told
 * @param behind how many bytes of writes a replica has not got yet; -1 when it is not known
 * @param epoch the age of its claim in a cluster; -1 elsewhere
 * @param slots what it serves in a cluster
 * @param version empty when it is not told
 */
public record Member(
        String address,
        String id,
        boolean master,
        String follows,
        String state,
        String link,
        long offset,
        long behind,
        long epoch,
        List<SlotRange> slots,
        String version) {
    public Member {
        slots = List.copyOf(slots);
    }

    /** In a word. */
    public String role() {
        return master ? "master" : "replica";
    }

    /** How many slots it serves. */
    public int slotCount() {
        return slots.stream().mapToInt(SlotRange::count).sum();
    }

    /** The same, that far behind. */
    Member behind(long bytes) {
        return new Member(address, id, master, follows, state, link, offset, bytes, epoch, slots, version);
    }

    /** The same, without an answer. */
    Member silent() {
        return new Member(address, id, master, follows, "silent", "", -1, -1, epoch, slots, version);
    }

    /** The same, when all that is known is that it is there. */
    Member bare() {
        return new Member(address, id, master, "", "up", "", -1, -1, -1, List.of(), version);
    }

    /** Whether it could take the place of its master. */
    public boolean fit() {
        return !master && state.equals("up") && link.equals("up");
    }
}
