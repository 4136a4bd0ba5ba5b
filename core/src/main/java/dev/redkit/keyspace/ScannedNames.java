package dev.redkit.keyspace;

import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The names that SCAN gives, as far as a selection wants them. Those that it repeats are given once. */
final class ScannedNames implements Names {
    private static final Set<String> NATIVE = Set.of("string", "list", "set", "zset", "hash", "stream");
    private static final byte[] COUNT = Line.number(1000);

    private final Selection selection;
    private final Seen seen;
    private final Tally tally;
    private final byte[][] command;
    private byte[] cursor = Line.word("0");
    private boolean ended;

    ScannedNames(Selection selection, Abilities abilities, Seen seen, Tally tally) {
        this.selection = selection;
        this.seen = seen;
        this.tally = tally;
        List<byte[]> words = new ArrayList<>(List.of(Line.word("SCAN"), cursor, Line.word("COUNT"), COUNT));
        if (selection.patterns().size() == 1) {
            words.add(Line.word("MATCH"));
            words.add(selection.patterns().get(0).bytes());
        }
        if (abilities.scanType() && selection.types().size() == 1 && NATIVE.containsAll(selection.types())) {
            words.add(Line.word("TYPE"));
            words.add(Line.word(selection.types().iterator().next()));
        }
        command = words.toArray(byte[][]::new);
    }

    @Override
    public void ask(Line line) {
        if (!ended) {
            command[1] = cursor;
            line.ask(command);
        }
    }

    @Override
    public List<byte[]> answer(Line line) {
        if (ended) {
            return null;
        }
        Reply reply = line.answer();
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, "SCAN");
        }
        cursor = ((Reply.Bulk) reply.items().get(0)).bytes();
        ended = cursor.length == 1 && cursor[0] == '0';
        List<byte[]> names = new ArrayList<>();
        for (Reply item : reply.items().get(1).items()) {
            byte[] name = ((Reply.Bulk) item).bytes();
            if (!selection.wants(name)) {
                continue;
            }
            if (seen.add(name)) {
                names.add(name);
            } else {
                tally.add(Tally.Fate.REPEATED);
            }
        }
        return names;
    }
}
