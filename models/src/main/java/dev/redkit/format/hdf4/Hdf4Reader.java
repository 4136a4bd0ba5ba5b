package dev.redkit.format.hdf4;

import dev.redkit.failure.BadInput;
import dev.redkit.format.hdf4.Hdf4File.Place;
import dev.redkit.region.Region;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Elements;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Strided;
import dev.redkit.tensor.Strided.Layout;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The scientific data sets of a file. Each is a group of descriptors: of its dimensions, its numbers and its data. What it
 * is called, and what attributes it has, another group says, which holds the first.
 */
final class Hdf4Reader {
    private static final int NUMBER_TYPE = 106;
    private static final int IMAGE = 306;
    private static final int OLD_DATA_SET = 700;
    private static final int DIMENSIONS = 701;
    private static final int DATA = 702;
    private static final int DATA_SET = 720;
    private static final int TABLE = 1962;
    private static final int TABLE_DATA = 1963;
    private static final int GROUP = 1965;
    private static final int TEXT = 4;
    private static final long LONGEST_ATTRIBUTE = 64 << 10;

    private final Hdf4File file;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Map<Integer, Group> groups = new HashMap<>();
    private final Set<String> names = new HashSet<>();

    Hdf4Reader(Region region) {
        this.file = Hdf4File.read(region);
    }

    /** A group that holds a data set: its name, and the tables that are its attributes. */
    private record Group(String name, List<Integer> tables) {}

    List<Tensor> tensors() {
        return tensors;
    }

    Map<String, String> metadata() {
        return metadata;
    }

    void read() throws IOException {
        for (Place place : file.all(GROUP)) {
            group(file.fields(place));
        }
        List<Place> sets = new ArrayList<>(file.all(DATA_SET));
        if (sets.isEmpty()) {
            sets.addAll(file.all(OLD_DATA_SET));
        }
        for (Place place : sets) {
            dataSet(place);
        }
        for (Place place : file.all(IMAGE)) {
            metadata.put("image " + place.name().number(), "a raster image, which is not read");
        }
    }

    private void group(Fields fields) {
        int count = fields.u16();
        int[] tags = fields.u16s(count);
        int[] numbers = fields.u16s(count);
        String name = fields.text();
        List<Integer> tables = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (tags[i] == TABLE) {
                tables.add(numbers[i]);
            }
        }
        for (int i = 0; i < count; i++) {
            if (tags[i] == DATA_SET) {
                groups.put(numbers[i], new Group(name, tables));
            }
        }
    }

    private void dataSet(Place place) throws IOException {
        Fields fields = file.fields(place);
        Map<Integer, Integer> parts = new HashMap<>();
        while (fields.hasMore()) {
            parts.putIfAbsent(fields.u16(), fields.u16());
        }
        Group group = groups.get(place.name().number());
        String own =
                group == null || group.name().isEmpty() ? "sds_" + place.name().number() : group.name();
        String name = names.add(own) ? own : own + "#" + place.name().number();
        if (group != null) {
            for (int table : group.tables()) {
                attribute(name, table);
            }
        }
        Place dimensions = part(name, parts, DIMENSIONS);
        Place data = part(name, parts, DATA);
        if (dimensions == null || data == null) {
            metadata.put(name, "a data set that was never filled");
            return;
        }
        if (data.special()) {
            throw new BadInput(
                    "the data of " + name + " in " + file.name() + " are compressed, or in pieces, which is not read",
                    "hrepack -t '*:NONE' -c '*:NONE' writes the file anew in a plain layout");
        }
        tensors.add(tensor(name, file.fields(dimensions), data));
    }

    private Place part(String name, Map<Integer, Integer> parts, int tag) {
        Integer number = parts.get(tag);
        if (number == null) {
            throw new BadInput("the data set " + name + " in " + file.name() + " has no descriptor " + tag);
        }
        return file.find(tag, number).orElse(null);
    }

    private Tensor tensor(String name, Fields dimensions, Place data) {
        int rank = dimensions.u16();
        if (rank > Shape.MOST_DIMENSIONS) {
            throw new BadInput(name + " in " + file.name() + " has " + rank + " dimensions");
        }
        long[] lengths = new long[rank];
        for (int i = 0; i < rank; i++) {
            lengths[i] = dimensions.u32();
        }
        dimensions.u16();
        int number = dimensions.u16();
        Place described = file.find(NUMBER_TYPE, number)
                .orElseThrow(() -> new BadInput(name + " in " + file.name() + " has numbers that nothing describes"));
        NumberType type = NumberType.of(file, file.fields(described));
        try {
            Shape shape = Shape.of(lengths);
            Layout layout = Layout.dense(type.dtype(), shape, type.bigEndian());
            return Tensor.of(name, type.dtype(), shape, Strided.of(file.data(data, name), layout));
        } catch (ArithmeticException e) {
            throw new BadInput(name + " in " + file.name() + " has impossible dimensions: " + e.getMessage(), null, e);
        }
    }

    /** A table of one row and one field. */
    private void attribute(String owner, int number) throws IOException {
        Place table = file.find(TABLE, number).orElse(null);
        Place data = file.find(TABLE_DATA, number).orElse(null);
        if (table == null || data == null || data.special() || data.length() > LONGEST_ATTRIBUTE) {
            return;
        }
        Fields fields = file.fields(table);
        fields.u16();
        fields.u32();
        fields.u16();
        int count = fields.u16();
        int[] types = fields.u16s(count);
        fields.u16s(3 * count);
        for (int i = 0; i < count; i++) {
            fields.text();
        }
        String name = fields.text();
        if (count == 1 && fields.text().startsWith("Attr")) {
            metadata.put(owner + "." + name, value(types[0], file.data(data, name)));
        }
    }

    private String value(int type, Region data) throws IOException {
        if (type == TEXT) {
            try (InputStream in = data.open()) {
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
        DType dtype = NumberType.dtype(file, type);
        Shape shape = Shape.of(data.length() / dtype.bytes());
        Tensor numbers = Tensor.of("", dtype, shape, Strided.of(data, Layout.dense(dtype, shape, true)));
        List<String> values = new ArrayList<>();
        try (Elements elements = new Elements(numbers)) {
            while (values.size() < shape.elements()) {
                values.add(elements.nextText());
            }
        }
        return values.size() == 1 ? values.get(0) : values.toString();
    }
}
