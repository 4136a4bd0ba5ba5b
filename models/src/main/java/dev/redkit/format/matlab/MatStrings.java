package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** An array of characters as the strings along its last dimension, as SciPy has it. Spaces at their ends stay. */
final class MatStrings {
    static final long MOST_CHARACTERS = 16 << 20;

    private MatStrings() {}

    /** The tensor of characters that come column by column. */
    static Tensor of(String name, long[] dimensions, String characters) {
        int last = dimensions.length - 1;
        Shape strings = Shape.of(Arrays.copyOf(dimensions, last));
        long length = dimensions[last];
        long count = strings.elements();
        if (count == 0) {
            return Tensor.ofStrings(name, strings, List.of());
        }
        if (count == 1) {
            return Tensor.ofStrings(name, strings, List.of(characters));
        }
        if (characters.length() != Math.multiplyExact(count, length)) {
            throw new BadInput("the characters of " + name + " are " + characters.length() + ", but should be " + count
                    + " x " + length);
        }
        List<String> values = new ArrayList<>();
        long[] index = new long[last];
        for (long i = 0; i < count; i++) {
            values.add(string(characters, first(index, strings), (int) count, (int) length));
            for (int d = last - 1; d >= 0 && ++index[d] == dimensions[d]; d--) {
                index[d] = 0;
            }
        }
        return Tensor.ofStrings(name, strings, values);
    }

    private static int first(long[] index, Shape strings) {
        long[] strides = strings.columnMajorStrides();
        long first = 0;
        for (int d = 0; d < index.length; d++) {
            first += index[d] * strides[d];
        }
        return (int) first;
    }

    private static String string(String characters, int first, int step, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(first + i * step));
        }
        return text.toString();
    }
}
