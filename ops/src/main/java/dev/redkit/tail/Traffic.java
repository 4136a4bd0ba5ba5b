package dev.redkit.tail;

import java.util.Set;

/**
 * Where a source hands what it saw. One thread at a time: sources with several connections lock this object around
 * each handful of messages.
 */
public interface Traffic {
    /** One message, valid during the call. */
    void message(Message message);

    /** Nothing more is here for the moment: what was held back to save work goes out now. */
    void pause();

    /**
     * Waits until everything handed on so far is done with; the {@code channel id} of what could not be done, for sources
     * that acknowledge.
     */
    default Set<String> settle() {
        return Set.of();
    }

    void gap(Gap gap);

    /** A message too big to be held; it was read past and not handed on. */
    void tooBig(Slice channel, long bytes);

    /** Whether enough has gone by; a source looks here every now and then, and at the latest every 100 ms. */
    boolean over();

    /** All subscriptions stand (again): what goes by from now on is seen. */
    void listening(String where);

    /** Something that a person should know, in a sentence. */
    void remark(String text);

    /** Something that only those want to know who ask for it. */
    void detail(String text);
}
