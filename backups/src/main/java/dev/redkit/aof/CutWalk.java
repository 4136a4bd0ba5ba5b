package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Goes once through all files and says what stays of each by the rules of a cut. */
final class CutWalk {
    private static final int MOST_SHOWN = 20;
    private static final int MOST_NAMES = 1000;

    private final AofSet set;
    private final CutRules rules;
    private final Ranges ranges;
    private final boolean looks;
    private final List<CutPlan.File> files = new ArrayList<>();
    private final Map<String, Long> dropped = new TreeMap<>();
    private final Map<String, Long> after = new TreeMap<>();
    private final List<CutPlan.Dropped> shown = new ArrayList<>();
    private CutPlan.Cut cut;
    private String unread;
    private long kept;
    private long lastTime = AofReader.NO_TIME;
    private long baseTime = AofReader.NO_TIME;
    private boolean timed;
    private boolean reached;

    private AofPart part;
    private int opened;
    private long keptFrom;
    private long keptBytes;
    private long fileCommands;
    private boolean thinned;
    /** Commands of the open transaction that stay, and places of those that do not, from and to in turn. */
    private long inTransaction;

    private final List<Long> heldBack = new ArrayList<>();

    CutWalk(AofSet set, CutRules rules, Ranges ranges) {
        this.set = set;
        this.rules = rules;
        this.ranges = ranges;
        this.looks = !rules.drops().isEmpty();
    }

    /** The time of the base, as its RDB part notes it or its first annotation. */
    long baseTime() {
        return baseTime;
    }

    /** Whether any time was noted among the commands. */
    boolean timed() {
        return timed;
    }

    /** Whether the byte at which to cut was seen, even if all ends before it. */
    boolean reached() {
        return reached;
    }

    CutPlan run(Progress progress) throws IOException {
        try (AofReader reader = set.open().listener(new Created())) {
            while (step(reader)) {
                progress.addRecords(1);
            }
        }
        if (cut == null) {
            while (opened < set.parts().size() || part != null) {
                nextPart();
            }
        }
        return new CutPlan(List.copyOf(files), Optional.ofNullable(cut), kept, dropped, after, shown, lastTime, unread);
    }

    private boolean step(AofReader reader) throws IOException {
        if (cut != null) {
            return countAfter(reader);
        }
        if (!reader.next()) {
            return false;
        }
        enter(reader);
        if (reader.kind() == AofReader.Kind.ENTRY) {
            return true;
        }
        timed |= reader.timestamp() != AofReader.NO_TIME;
        if (part.role() == AofPart.Role.BASE && baseTime == AofReader.NO_TIME) {
            baseTime = reader.timestamp();
        }
        command(reader);
        return true;
    }

    /** Follows the reader into the file that it is in, past those that are empty. */
    private void enter(AofReader reader) throws IOException {
        AofPart now = reader.part().orElseThrow();
        while (!now.equals(part)) {
            nextPart();
        }
    }

    /** Ends the file that is open, as one that is kept to its end, and goes to the next. */
    private void nextPart() throws IOException {
        if (part != null) {
            reached |= isMeant() && size(part) >= rules.offset();
            keep(Ranges.TO_THE_END);
            leave(thinned ? CutPlan.Fate.THINNED : CutPlan.Fate.WHOLE);
        }
        part = opened < set.parts().size() ? set.parts().get(opened++) : null;
        keptFrom = 0;
        keptBytes = 0;
        fileCommands = 0;
        thinned = false;
    }

    private boolean isMeant() {
        return part.name().equals(rules.file());
    }

    private static long size(AofPart part) {
        return part.file().toFile().length();
    }

    private void leave(CutPlan.Fate fate) {
        files.add(new CutPlan.File(part, fate, keptBytes, fileCommands));
    }

    private void keep(long to) throws IOException {
        ranges.keep(part, keptFrom, to);
        keptBytes += (to == Ranges.TO_THE_END ? Math.max(size(part), keptFrom) : to) - keptFrom;
    }

    private void command(AofReader reader) throws IOException {
        if (reader.name().equals("MULTI") || !reader.inTransaction()) {
            inTransaction = 0;
        }
        if (rules.hasTime() && reader.timestamp() > rules.until()) {
            cutBefore(reader);
            return;
        }
        byte[][] words = looks || isMeant() ? reader.brief(Briefs.LONGEST) : null;
        if (isMeant() && reader.position() > rules.offset()) {
            reached = true;
            cutBefore(reader);
        } else if (words != null && isDropped(reader.name(), words)) {
            drop(reader, words);
        } else {
            kept++;
            fileCommands++;
            inTransaction++;
            lastTime = reader.timestamp();
        }
        if (reader.name().equals("EXEC")) {
            takeOut();
        }
    }

    private boolean isDropped(String name, byte[][] words) {
        return rules.drops().stream().anyMatch(pattern -> pattern.matches(name, words));
    }

    private void drop(AofReader reader, byte[][] words) throws IOException {
        heldBack.add(reader.offset());
        heldBack.add(reader.position());
        if (!reader.inTransaction()) {
            takeOut();
        }
        count(dropped, reader.name());
        if (shown.size() < MOST_SHOWN) {
            shown.add(new CutPlan.Dropped(part.name(), reader.offset(), reader.timestamp(), Briefs.shown(words)));
        }
    }

    /** Parts with what is left out: not before it is certain that its transaction stays. */
    private void takeOut() throws IOException {
        for (int i = 0; i < heldBack.size(); i += 2) {
            keep(heldBack.get(i));
            keptFrom = heldBack.get(i + 1);
            thinned = true;
        }
        heldBack.clear();
    }

    private static void count(Map<String, Long> names, String name) {
        names.merge(names.size() < MOST_NAMES || names.containsKey(name) ? name : "(others)", 1L, Long::sum);
    }

    /** Ends the open file before the command that the reader stands at; nothing that follows is kept. */
    private void cutBefore(AofReader reader) throws IOException {
        if (part.role() == AofPart.Role.BASE && set.manifest() != null) {
            throw new BadInput(
                    part.name() + " is the base, written all at once: it cannot be cut",
                    "look for an older backup, or cut further behind");
        }
        long offset = reader.before();
        boolean transaction = reader.inTransaction() && !reader.name().equals("MULTI");
        cut = new CutPlan.Cut(part, offset, transaction);
        kept -= transaction ? inTransaction : 0;
        fileCommands -= transaction ? inTransaction : 0;
        if (offset > keptFrom) {
            keep(offset);
        }
        boolean nothing = keptBytes == 0 && set.manifest() != null;
        leave(nothing ? CutPlan.Fate.LEFT_OUT : CutPlan.Fate.CUT);
        for (; opened < set.parts().size(); opened++) {
            files.add(new CutPlan.File(set.parts().get(opened), CutPlan.Fate.LEFT_OUT, 0, 0));
        }
        count(after, reader.name());
    }

    private boolean countAfter(AofReader reader) throws IOException {
        try {
            if (!reader.next()) {
                return false;
            }
        } catch (BadInput e) {
            unread = e.getMessage();
            return false;
        }
        count(after, reader.name());
        return true;
    }

    /** When an RDB part says that it was written. */
    private final class Created implements RdbListener {
        @Override
        public void created(long seconds) {
            baseTime = seconds;
        }
    }
}
