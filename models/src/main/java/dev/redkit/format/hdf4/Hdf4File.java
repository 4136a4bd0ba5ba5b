package dev.redkit.format.hdf4;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The directory of a file: blocks of descriptors, each of which says by a tag what it describes, and where that lies.
 *
 * <pre>
 *   0E 03 13 01   block: count(2) next block(4) count x { tag(2) number(2) offset(4) length(4) }
 * </pre>
 *
 * All is big-endian, but for numbers that say otherwise.
 */
final class Hdf4File {
    static final String MAGIC = "\u000e\u0003\u0013\u0001";
    private static final int FREE = 1;
    private static final int DESCRIPTOR = 12;
    private static final int SPECIAL = 0x4000;
    private static final int MOST_SMALL = 1 << 20;

    /** What a descriptor describes: a tag and a number make it unique. */
    record Name(int tag, int number) {}

    /** Where something lies. */
    record Place(Name name, boolean special, long offset, long length) {}

    private final Region file;
    private final Map<Name, Place> places = new HashMap<>();
    private final List<Place> inOrder = new ArrayList<>();

    private Hdf4File(Region file) {
        this.file = file;
    }

    static Hdf4File read(Region file) {
        Hdf4File read = new Hdf4File(file);
        long most = file.length() / DESCRIPTOR + 1;
        long at = MAGIC.length();
        while (at != 0) {
            ByteBuffer head = ByteBuffer.wrap(file.bytes(at, 6, "a block of descriptors"));
            int count = head.getShort() & 0xffff;
            long next = Integer.toUnsignedLong(head.getInt());
            ByteBuffer block = ByteBuffer.wrap(file.bytes(at + 6, count * DESCRIPTOR, "a block of descriptors"));
            for (int i = 0; i < count; i++) {
                read.add(block);
            }
            // A chain that comes back to itself has more than the file can hold, in the end.
            most -= Math.max(1, count);
            if (most < 0) {
                throw BadInput.at(file.name(), at, "the blocks of descriptors are more than the file can hold");
            }
            at = next;
        }
        return read;
    }

    private void add(ByteBuffer block) {
        int tag = block.getShort() & 0xffff;
        int number = block.getShort() & 0xffff;
        long offset = Integer.toUnsignedLong(block.getInt());
        long length = Integer.toUnsignedLong(block.getInt());
        if (tag != FREE && offset != 0xffff_ffffL) {
            boolean special = tag < 0x8000 && (tag & SPECIAL) != 0;
            Name name = new Name(special ? tag & ~SPECIAL : tag, number);
            Place place = new Place(name, special, offset, length);
            if (places.putIfAbsent(name, place) == null) {
                inOrder.add(place);
            }
        }
    }

    String name() {
        return file.name();
    }

    /** All that have the tag, in the order of the directory. */
    List<Place> all(int tag) {
        return inOrder.stream().filter(place -> place.name().tag() == tag).toList();
    }

    Optional<Place> find(int tag, int number) {
        return Optional.ofNullable(places.get(new Name(tag, number)));
    }

    /** Something small. */
    Fields fields(Place place) {
        if (place.special() || place.length() > MOST_SMALL) {
            throw BadInput.at(
                    file.name(), place.offset(), "a description is kept in a special way, which is not read,");
        }
        return new Fields(file, place.offset(), file.bytes(place.offset(), (int) place.length(), "a description"));
    }

    Region data(Place place, String what) {
        return file.slice(place.offset(), place.length(), what);
    }
}
