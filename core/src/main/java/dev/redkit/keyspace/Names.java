package dev.redkit.keyspace;

import java.util.List;

/** Names of keys on one server, in batches. The question for a batch goes ahead of its answer. */
interface Names {
    /** Asks for the next batch; nothing when there is none, or no question is needed. */
    void ask(Line line);

    /** The batch that was asked for; null at the end. It may be empty. */
    List<byte[]> answer(Line line);
}
