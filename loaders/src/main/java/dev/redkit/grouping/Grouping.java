package dev.redkit.grouping;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Gathers changes by key: first {@link #accept} all of them, then {@link #drain} them. For one thread.
 *
 * <p>Memory: the budget, and about as much again while a full part is read. One key with all its changes has to fit, so
 * a key beyond {@link Room#mostOfKey} is refused.
 */
public final class Grouping implements Closeable {
    private final Room room;
    private final Refusals refusals;
    private final Arena arena;
    private final ChangeBody bodies = new ChangeBody();
    private final Gathered gathered;
    private Partitions partitions;
    /** Keys hardly come again: to look for them in memory, only to move them to files, is of no use. */
    private boolean straightToFiles;

    /**
     * What it may take.
     *
     * @param budget bytes of memory for all keys together
     * @param mostOfKey bytes that the changes of one key may have
     * @param folder where temporary files go when the budget is spent
     */
    public record Room(int budget, long mostOfKey, Path folder) {
        private static final int USUAL = 24 << 20;
        private static final int SHARE_OF_HEAP = 4;

        public Room {
            if (budget < 1 << 12 || mostOfKey > Integer.MAX_VALUE / 2) {
                throw new IllegalArgumentException("no room to group in");
            }
        }

        /** As much as a heap of this size leaves. */
        public static Room inHeap(long heap) {
            Path folder = Path.of(System.getProperty("java.io.tmpdir"));
            long share = heap / SHARE_OF_HEAP;
            return new Room((int) Math.min(USUAL, share), Math.min(Integer.MAX_VALUE / 2, share), folder);
        }
    }

    public Grouping(Room room, Refusals refusals) {
        this.room = room;
        this.refusals = refusals;
        this.arena = new Arena(room.budget());
        this.gathered = new Gathered(arena, bodies);
    }

    /**
     * Takes what a record does to a key, copying it.
     *
     * @param record its number; numbers do not fall
     */
    public void accept(long record, Change change) throws IOException {
        long body = ChangeBody.mostLength(change);
        if (body + change.keyLength() > room.mostOfKey()) {
            refuse(record, change, body);
        } else {
            accept(record, change, (int) body);
        }
    }

    private void accept(long record, Change change, int body) throws IOException {
        byte[] array = change.keyArray();
        int offset = change.keyOffset();
        int length = change.keyLength();
        long hash = KeyHash.of(array, offset, length);
        if (straightToFiles) {
            if (partitions.of(hash).single(record, change, body, bodies)) {
                return;
            }
            // What comes after it goes the same way, to stay behind it.
            straightToFiles = false;
        }
        int key = arena.find(hash, array, offset, length);
        if (!arena.fits((long) body + Arena.CHANGE_HEAD + (key == Arena.NONE ? Arena.KEY_HEAD + length : 0))) {
            spill();
            if (straightToFiles) {
                accept(record, change, body);
                return;
            }
            key = Arena.NONE;
        }
        if (key == Arena.NONE) {
            key = arena.addKey(hash, change.structure(), array, offset, length);
        } else if (arena.structure(key) != change.structure()) {
            conflict(record, change.structure(), key);
            return;
        }
        int added = arena.addChange(key, record, body);
        arena.trim(added, bodies.write(change, arena.array(), Arena.body(added)));
    }

    private void refuse(long record, Change change, long bytes) {
        byte[] key = new byte[change.keyLength()];
        System.arraycopy(change.keyArray(), change.keyOffset(), key, 0, key.length);
        refusals.change(record, key, tooLarge(bytes));
    }

    private String tooLarge(long bytes) {
        return "the value takes " + bytes + " bytes, more than the " + room.mostOfKey()
                + " that one key may take in memory; send it with --lane commands or give the JVM more memory";
    }

    private void conflict(long record, Structure second, int key) {
        gathered.show(key);
        refusals.change(
                record,
                gathered.key(),
                "the key is a " + gathered.structure().word() + " since record " + gathered.firstRecord()
                        + " and cannot be a " + second.word() + " too");
    }

    /** Moves everything to files. */
    private void spill() throws IOException {
        if (arena.isEmpty()) {
            return;
        }
        if (partitions == null) {
            partitions = new Partitions(room.folder(), 0);
        }
        byte[] array = arena.array();
        for (int key = arena.firstKey(); key != Arena.NONE; key = arena.nextKey(key)) {
            int offset = key + Arena.KEY_HEAD;
            int length = arena.keyLength(key);
            Partition part = partitions.of(KeyHash.of(array, offset, length));
            part.group(arena.structureCode(key), arena.changes(key), array, offset, length);
            for (int one = arena.firstChange(key); one != Arena.NONE; one = arena.nextChange(one)) {
                part.change(arena.record(one), array, Arena.body(one), arena.bodyLength(one));
            }
        }
        straightToFiles = arena.isSparse();
        arena.clear();
    }

    /** Gives all keys, each with all its changes, and is empty then. */
    public void drain(GroupSink sink) throws IOException {
        if (partitions == null) {
            emit(sink);
            return;
        }
        spill();
        try (Partitions full = partitions) {
            full.written();
            drain(full, 0, sink);
        } finally {
            partitions = null;
            straightToFiles = false;
        }
    }

    private void emit(GroupSink sink) throws IOException {
        for (int key = arena.firstKey(); key != Arena.NONE; key = arena.nextKey(key)) {
            gathered.show(key);
            sink.accept(gathered);
        }
        arena.clear();
    }

    private void drain(Partitions full, int level, GroupSink sink) throws IOException {
        for (Partition part : full.all()) {
            if (!part.isEmpty()) {
                drain(part, level, sink);
            }
            part.close();
        }
    }

    private void drain(Partition part, int level, GroupSink sink) throws IOException {
        if (part.expanded() <= room.budget()) {
            read(part);
            emit(sink);
        } else if (part.hasOneKey() || !Partitions.canCut(level + 1)) {
            if (part.expanded() > room.mostOfKey()) {
                refuse(part);
            } else {
                arena.reserve(part.expanded());
                read(part);
                emit(sink);
            }
        } else {
            arena.release();
            try (Partitions finer = new Partitions(room.folder(), level + 1)) {
                cut(part, finer);
                part.close();
                drain(finer, level + 1, sink);
            }
        }
    }

    private void read(Partition part) throws IOException {
        Partition.Group group = new Partition.Group();
        part.rewind();
        while (part.nextGroup(group)) {
            long hash = KeyHash.of(group.key, 0, group.length);
            int key = arena.find(hash, group.key, 0, group.length);
            Structure structure = Arena.structure(group.structure);
            if (key == Arena.NONE) {
                key = arena.addKey(hash, structure, group.key, 0, group.length);
            }
            for (int i = 0; i < group.changes; i++) {
                long record = part.record();
                int length = part.length();
                if (arena.structure(key) == structure) {
                    int added = arena.addChange(key, record, length);
                    part.take(arena.array(), Arena.body(added), length);
                } else {
                    part.take(new byte[length], 0, length);
                    conflict(record, structure, key);
                }
            }
        }
        part.close();
    }

    private static void cut(Partition part, Partitions finer) throws IOException {
        Partition.Group group = new Partition.Group();
        byte[] body = new byte[1024];
        part.rewind();
        while (part.nextGroup(group)) {
            Partition to = finer.of(KeyHash.of(group.key, 0, group.length));
            to.group(group.structure, group.changes, group.key, 0, group.length);
            for (int i = 0; i < group.changes; i++) {
                long record = part.record();
                int length = part.length();
                body = body.length < length ? new byte[Math.max(length, 2 * body.length)] : body;
                part.take(body, 0, length);
                to.change(record, body, 0, length);
            }
        }
        finer.written();
    }

    /** Everything in the part belongs to a key that is too large. */
    private void refuse(Partition part) throws IOException {
        Partition.Group group = new Partition.Group();
        byte[] body = new byte[1024];
        String reason = tooLarge(part.expanded());
        part.rewind();
        while (part.nextGroup(group)) {
            byte[] key = Arrays.copyOf(group.key, group.length);
            for (int i = 0; i < group.changes; i++) {
                long record = part.record();
                int length = part.length();
                body = body.length < length ? new byte[length] : body;
                part.take(body, 0, length);
                refusals.change(record, key, reason);
            }
        }
    }

    /** Forgets what was not drained, its files too. */
    @Override
    public void close() {
        arena.release();
        if (partitions != null) {
            partitions.close();
            partitions = null;
        }
    }
}
