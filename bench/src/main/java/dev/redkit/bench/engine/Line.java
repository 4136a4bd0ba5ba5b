package dev.redkit.bench.engine;

import dev.redkit.target.Target;
import dev.redkit.wire.Transport;
import dev.redkit.wire.Wire;

/**
 * A connection that stands, before a loop has it.
 *
 * @param group the index of its server among those of the run
 * @param replica whether its server only answers those who say READONLY
 */
record Line(Target target, int group, boolean replica, Transport transport) {
    /** Connects and introduces itself. */
    static Line open(Target target, int group, boolean replica) {
        Wire wire = Wire.open(target);
        if (replica) {
            wire.demand("READONLY");
        }
        return new Line(target, group, replica, wire.detach());
    }
}
