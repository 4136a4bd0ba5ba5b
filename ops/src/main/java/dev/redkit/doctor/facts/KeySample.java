package dev.redkit.doctor.facts;

import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Some keys of each database and what they take: the first that SCAN comes upon, which is no order of anybody's. */
final class KeySample {
    private static final int AT_ONCE = 200;
    /** A database may be one huge table of few keys: SCAN then comes back empty-handed again and again. */
    private static final int MOST_ROUNDS = 100;

    private final Wire wire;
    private final int most;
    private final List<SampledKey> keys = new ArrayList<>();
    private Reply.Err refused;

    KeySample(Wire wire, int most) {
        this.wire = wire;
        this.most = most;
    }

    Told<List<SampledKey>> take(List<Integer> databases) {
        for (int i = 0; i < databases.size() && refused == null; i++) {
            int share = most * (i + 1) / databases.size();
            if (databases.size() == 1 || select(databases.get(i))) {
                scan(databases.get(i), share);
            }
        }
        List<SampledKey> all = keys;
        return refused == null ? Told.of("SCAN", all) : Told.read("SCAN and MEMORY USAGE", refused, reply -> all);
    }

    private boolean select(int db) {
        return !(kept(wire.call("SELECT", Integer.toString(db))) instanceof Reply.Err);
    }

    private void scan(int db, int until) {
        String cursor = "0";
        for (int round = 0; round < MOST_ROUNDS && keys.size() < until && refused == null; round++) {
            Reply page = kept(wire.call("SCAN", cursor, "COUNT", Integer.toString(AT_ONCE)));
            if (!(page instanceof Reply.Array array)) {
                return;
            }
            weigh(db, array.items().get(1).items());
            cursor = array.items().get(0).text();
            if (cursor.equals("0")) {
                return;
            }
        }
    }

    private void weigh(int db, List<Reply> names) {
        byte[][] words = {ascii("MEMORY"), ascii("USAGE"), null, ascii("SAMPLES"), ascii("5")};
        for (Reply name : names) {
            words[2] = ((Reply.Bulk) name).bytes();
            wire.send(words);
        }
        for (Reply name : names) {
            Reply bytes = kept(wire.read());
            // A key that is gone meanwhile has no size.
            if (bytes instanceof Reply.Int size) {
                keys.add(new SampledKey(db, ((Reply.Bulk) name).bytes(), size.value()));
            }
        }
    }

    private Reply kept(Reply reply) {
        if (reply instanceof Reply.Err error) {
            refused = error;
        }
        return reply;
    }

    private static byte[] ascii(String word) {
        return word.getBytes(StandardCharsets.US_ASCII);
    }
}
