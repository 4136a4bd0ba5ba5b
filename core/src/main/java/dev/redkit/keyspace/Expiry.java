package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.util.List;

/** When keys expire: by PEXPIRETIME, or by PTTL and the clock of a server that has no more. */
final class Expiry {
    /** The key is gone. */
    static final long NO_KEY = -2;

    private final Line line;
    private final boolean absolute;
    private long now;

    Expiry(Line line, Abilities abilities) {
        this.line = line;
        this.absolute = abilities.expireTime();
    }

    /** Asks what is needed once for some keys; answered by {@link #clock}. */
    void askClock() {
        if (!absolute) {
            line.ask(Line.word("TIME"));
        }
    }

    void clock() {
        if (!absolute) {
            Reply answer = line.answer();
            if (answer instanceof Reply.Err error) {
                throw Refusal.failure(error, "TIME, which a server of this version needs for expiries");
            }
            List<Reply> time = answer.items();
            now = time.get(0).number() * 1000 + time.get(1).number() / 1000;
        }
    }

    void ask(byte[] key) {
        line.ask(Line.word(absolute ? "PEXPIRETIME" : "PTTL"), key);
    }

    /** The Unix time in milliseconds that a reply means, {@link Entry#NEVER} or {@link #NO_KEY}. */
    long of(Reply reply) {
        long value = reply.number();
        return absolute || value < 0 ? value : now + value;
    }
}
