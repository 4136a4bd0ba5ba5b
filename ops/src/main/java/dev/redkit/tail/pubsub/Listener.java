package dev.redkit.tail.pubsub;

import dev.redkit.tail.Slice;
import dev.redkit.wire.Reply;

/** Who hears of what was found in the bytes of a tapped connection. */
public interface Listener {
    /** A message is whole: the one that the scanner was made with. */
    void message();

    /** A (un)subscription was confirmed: the server's word for it, and the channel or pattern. */
    void confirmed(String word, Slice name);

    void tooBig(Slice channel, long bytes);

    void error(Reply.Err error);
}
