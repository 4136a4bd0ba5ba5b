package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.Arrays;

/** Encodes sets, as one {@code SADD} of all members would have stored them. */
public final class SetEncoder extends ValueEncoder {
    private static final int TYPE_SET = 2;
    private static final int TYPE_SET_INTSET = 11;
    private static final int TYPE_SET_LISTPACK = 20;

    private final WriteVersion version;
    private final EncodingLimits limits;
    private final Elements members = new Elements(1);
    private boolean longMember;
    /** How many integers came before the first member that is none. */
    private int leadingIntegers;

    SetEncoder(WriteVersion version, EncodingLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    @Override
    void clear() {
        members.clear();
        longMember = false;
        leadingIntegers = 0;
    }

    public void member(byte[] array, int offset, int length) {
        if (members.find(array, offset, length) != Elements.NONE) {
            return;
        }
        longMember |= length > limits.setValue();
        if (leadingIntegers == members.count() && IntegerText.is(array, offset, length)) {
            leadingIntegers++;
        }
        members.add(array, offset, length);
    }

    @Override
    void copying() {
        members.copying();
    }

    @Override
    void write(Encoded out) {
        int count = members.count();
        boolean intset = count <= limits.intsetEntries();
        if (intset && leadingIntegers == count) {
            writeIntset(out);
        } else if (version.hasSevenTwo() && count <= limits.setEntries() && !longMember) {
            writeListpack(out, intset ? leadingIntegers : 0);
        } else {
            out.octet(TYPE_SET);
            out.length(count);
            for (int i = 0; i < count; i++) {
                members.write(i, out);
            }
        }
    }

    /** The width of the numbers, their count, the numbers in order. */
    private void writeIntset(Encoded out) {
        long[] numbers = sortedIntegers(members.count());
        int width = Math.max(width(numbers[0]), width(numbers[numbers.length - 1]));
        out.octet(TYPE_SET_INTSET);
        int blob = out.beginBlob();
        out.intLe(width);
        out.intLe(numbers.length);
        for (long number : numbers) {
            switch (width) {
                case Short.BYTES -> out.shortLe((int) number);
                case Integer.BYTES -> out.intLe((int) number);
                default -> out.longLe(number);
            }
        }
        out.endBlob(blob);
    }

    private static int width(long number) {
        return number == (short) number ? Short.BYTES : number == (int) number ? Integer.BYTES : Long.BYTES;
    }

    private long[] sortedIntegers(int count) {
        long[] numbers = new long[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = IntegerText.value(members.array(i), members.start(i), members.length(i));
        }
        Arrays.sort(numbers);
        return numbers;
    }

    /** The integers that came first were an intset on the server, hence are in order, until something else came. */
    private void writeListpack(Encoded out, int sorted) {
        out.octet(TYPE_SET_LISTPACK);
        int blob = out.beginBlob();
        ListpackWriter listpack = new ListpackWriter(out);
        listpack.begin();
        for (long number : sortedIntegers(sorted)) {
            listpack.add(number);
        }
        for (int i = sorted; i < members.count(); i++) {
            members.write(i, listpack);
        }
        listpack.end();
        out.endBlob(blob);
    }

    @Override
    public Kind kind() {
        return Kind.SET;
    }

    @Override
    public long size() {
        return members.count();
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        for (int i = 0; i < members.count(); i++) {
            walker.item(members.copy(i));
        }
    }
}
