package dev.redkit.render;

import dev.redkit.wire.Parts;

/** What a command's reply looks like to people, if not simply a list or a map. */
interface ReplyTable {
    /** Shows the reply; false, and nothing of it taken, if it is not of the expected form. */
    boolean show(Parts reply, ReplyWriter writer);
}
