package dev.redkit.tail.pubsub;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The channels or patterns of one tap. */
final class Names {
    private final Map<ByteBuffer, byte[]> names = new LinkedHashMap<>();

    Names(Collection<byte[]> first) {
        first.forEach(this::add);
    }

    void add(byte[] name) {
        byte[] own = name.clone();
        names.put(ByteBuffer.wrap(own), own);
    }

    boolean remove(byte[] name) {
        return names.remove(ByteBuffer.wrap(name)) != null;
    }

    void forEachGroup(int most, Consumer<List<byte[]>> action) {
        List<byte[]> all = List.copyOf(names.values());
        for (int from = 0; from < all.size(); from += most) {
            action.accept(new ArrayList<>(all.subList(from, Math.min(all.size(), from + most))));
        }
    }
}
