package dev.redkit.format.protobuf;

import dev.redkit.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** A shape as several frameworks write it: its dimensions in field 1, packed or one by one. */
public final class Dimensions {
    private Dimensions() {}

    /**
     * Reads them.
     *
     * @param what whose they are, for people: {@code a blob}
     */
    public static List<Long> read(Message shape, String what) {
        List<Long> dimensions = new ArrayList<>();
        while (shape.next()) {
            if (shape.field() == 1 && shape.isBytes()) {
                Varints packed = new Varints(shape.bytes());
                while (packed.hasNext() && dimensions.size() <= Shape.MOST_DIMENSIONS) {
                    dimensions.add(packed.next());
                }
            } else if (shape.field() == 1) {
                dimensions.add(shape.number());
            }
            if (dimensions.size() > Shape.MOST_DIMENSIONS) {
                throw shape.bad(what + " of more than " + Shape.MOST_DIMENSIONS + " dimensions");
            }
        }
        return dimensions;
    }
}
