package dev.redkit.load;

import dev.redkit.wire.CommandBuffer;
import java.util.Arrays;

/** The names of fields, which are the same for every record, encoded once. */
final class FieldNames {
    private byte[][] arrays = new byte[16][];
    private byte[][] encoded = new byte[16][];

    /** As RESP, the name that stands at this place in most changes. */
    byte[] encoded(int place, byte[] array) {
        if (place < arrays.length && arrays[place] == array) {
            return encoded[place];
        }
        if (place >= arrays.length) {
            arrays = Arrays.copyOf(arrays, 2 * place);
            encoded = Arrays.copyOf(encoded, 2 * place);
        }
        CommandBuffer once = new CommandBuffer(array.length + 16).arg(array);
        arrays[place] = array;
        encoded[place] = Arrays.copyOf(once.array(), once.length());
        return encoded[place];
    }
}
