package dev.redkit.redis;

import dev.redkit.target.Address;
import java.util.List;

/**
 * One server of a {@link Topology}.
 *
 * @param id its name in the cluster; empty outside of one
 * @param address where to connect to it
 * @param role whether it takes writes
 * @param masterId for a replica in a cluster: the {@link #id} of its master; else empty
 * @param healthy whether the server that was asked can reach it and does not think it has failed
 * @param slots for a master in a cluster: the slots it serves, ascending
 */
public record Node(String id, Address address, Role role, String masterId, boolean healthy, List<SlotRange> slots) {
    /** Who takes writes, and who follows. */
    public enum Role {
        MASTER,
        REPLICA
    }

    /** Slots from first to last, both included. */
    public record SlotRange(int first, int last) {
        public int count() {
            return last - first + 1;
        }

        @Override
        public String toString() {
            return first == last ? Integer.toString(first) : first + "-" + last;
        }
    }

    public Node {
        slots = List.copyOf(slots);
    }

    public boolean isMaster() {
        return role == Role.MASTER;
    }

    /** How many slots it serves. */
    public int slotCount() {
        return slots.stream().mapToInt(SlotRange::count).sum();
    }
}
