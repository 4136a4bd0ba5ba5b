package dev.redkit.format.hdf5;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * What HDF5 says of a group or a dataset, as libraries since 1.8 read it:
 *
 * <pre>
 *   "OHDR"  u8 version = 2  u8 flags = 2: the next field has 4 bytes  u32 bytes of messages
 *   message*: u8 type  u16 bytes  u8 flags  data
 *   u32 checksum of all before it
 * </pre>
 *
 * Links stand in the header of their group, however many there are: that needs neither heaps nor trees.
 */
final class ObjectHeader {
    static final long NOWHERE = -1;

    private static final int PREFIX = 10;
    private static final int CHECKSUM = 4;
    private static final int DATASPACE = 1;
    private static final int LINK_INFO = 2;
    private static final int DATATYPE = 3;
    private static final int FILL_VALUE = 5;
    private static final int LINK = 6;
    private static final int LAYOUT = 8;
    private static final int GROUP_INFO = 10;
    private static final int ATTRIBUTE = 12;
    private static final int ATTRIBUTE_INFO = 21;
    private static final int UTF_8 = 1;

    private final ByteArrayOutputStream messages = new ByteArrayOutputStream();
    private final List<Late> addresses = new ArrayList<>();

    /** An address that is known only when everything has its place: how large a header is does not depend on it. */
    private record Late(int at, LongSupplier address) {}

    static ObjectHeader ofGroup() {
        return new ObjectHeader()
                .add(
                        LINK_INFO,
                        bytes(18).put((byte) 0).put((byte) 0).putLong(NOWHERE).putLong(NOWHERE))
                .add(GROUP_INFO, bytes(2));
    }

    /** The numbers stand at that address, one after the other; nowhere when there are none. */
    static ObjectHeader ofDataset(byte[] datatype, long[] dimensions, LongSupplier address, long size) {
        ObjectHeader header = new ObjectHeader()
                .add(DATASPACE, ByteBuffer.wrap(dataspace(dimensions)))
                .add(DATATYPE, ByteBuffer.wrap(datatype))
                // Space is given late and filled when somebody asks for it: nobody will.
                .add(FILL_VALUE, bytes(2).put((byte) 3).put((byte) 0x0a))
                .add(
                        LAYOUT,
                        bytes(18).put((byte) 3).put((byte) 1).putLong(NOWHERE).putLong(size));
        header.addresses.add(new Late(header.messages.size() - 2 * Long.BYTES, address));
        return header;
    }

    ObjectHeader link(String name, LongSupplier address) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        // The length of the name has two bytes, the name a character set; what is linked is in this file.
        add(
                LINK,
                bytes(13 + text.length)
                        .put((byte) 1)
                        .put((byte) 0x11)
                        .put((byte) UTF_8)
                        .putShort((short) text.length)
                        .put(text)
                        .putLong(NOWHERE));
        addresses.add(new Late(messages.size() - Long.BYTES, address));
        return this;
    }

    /** Says that attributes stand here, not in a heap: without it the library counts none, although it finds each. */
    ObjectHeader attributes() {
        return add(
                ATTRIBUTE_INFO,
                bytes(18).put((byte) 0).put((byte) 0).putLong(NOWHERE).putLong(NOWHERE));
    }

    ObjectHeader attribute(String name, String value) {
        byte[] text = (name + '\0').getBytes(StandardCharsets.UTF_8);
        // No text has no bytes; none becomes a zero byte, which is padding.
        byte[] bytes = value.isEmpty() ? new byte[1] : value.getBytes(StandardCharsets.UTF_8);
        byte[] datatype = Datatypes.ofText(bytes.length);
        byte[] dataspace = dataspace(new long[0]);
        return add(
                ATTRIBUTE,
                bytes(9 + text.length + datatype.length + dataspace.length + bytes.length)
                        .put((byte) 3)
                        .put((byte) 0)
                        .putShort((short) text.length)
                        .putShort((short) datatype.length)
                        .putShort((short) dataspace.length)
                        .put((byte) UTF_8)
                        .put(text)
                        .put(datatype)
                        .put(dataspace)
                        .put(bytes));
    }

    private static byte[] dataspace(long[] dimensions) {
        byte[] space = new byte[4 + dimensions.length * Long.BYTES];
        ByteBuffer fields = ByteBuffer.wrap(space)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 2)
                .put((byte) dimensions.length)
                .put((byte) 0)
                .put((byte) (dimensions.length == 0 ? 0 : 1));
        for (long dimension : dimensions) {
            fields.putLong(dimension);
        }
        return space;
    }

    private ObjectHeader add(int type, ByteBuffer data) {
        data.rewind();
        messages.writeBytes(bytes(4).put((byte) type)
                .putShort((short) data.remaining())
                .put((byte) 0)
                .array());
        byte[] content = new byte[data.remaining()];
        data.get(content);
        messages.writeBytes(content);
        return this;
    }

    int size() {
        return PREFIX + messages.size() + CHECKSUM;
    }

    byte[] toBytes() {
        byte[] header = new byte[size()];
        ByteBuffer fields = ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("OHDR".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 2)
                .put((byte) 2)
                .putInt(messages.size())
                .put(messages.toByteArray());
        addresses.forEach(
                late -> fields.putLong(PREFIX + late.at(), late.address().getAsLong()));
        fields.putInt(Lookup3.of(header, fields.position()));
        return header;
    }

    static ByteBuffer bytes(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
