package dev.redkit.format.spark;

import dev.redkit.format.Fixtures;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * A scaler of Spark's whose one vector is as long as one likes: one row, and one page for all of its numbers, as Spark writes
 * it, but not packed. The numbers are 0 to 250 again and again.
 */
public final class LargeVector {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int PERIOD = 251;

    private LargeVector() {}

    public static Path model(Path folder, int count) throws IOException {
        SparkFolders.copy("maxabs", folder);
        Path file = SparkFolders.part(folder, "data");
        byte[] type = levels(new byte[] {2, 1});
        byte[] numbers = levels(runs(1, 0, count - 1, 1), runs(count, 3));
        PageHeader typePage = page(1, type.length + Integer.BYTES);
        PageHeader numberPage = page(count, numbers.length + count * Double.BYTES);
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(MAGIC);
            byte[] typeHead = head(typePage);
            out.write(typeHead);
            out.write(type);
            out.write(new byte[] {1, 0, 0, 0});
            byte[] numberHead = head(numberPage);
            out.write(numberHead);
            out.write(numbers);
            write(count, out);
            long typeBytes = (long) typeHead.length + typePage.uncompressed_page_size;
            long numberBytes = (long) numberHead.length + numberPage.uncompressed_page_size;
            RowGroup group = new RowGroup(
                    List.of(
                            chunk(Type.INT32, List.of("maxAbs", "type"), 1, typeBytes, MAGIC.length),
                            chunk(
                                    Type.DOUBLE,
                                    List.of("maxAbs", "values", "list", "element"),
                                    count,
                                    numberBytes,
                                    MAGIC.length + typeBytes)),
                    typeBytes + numberBytes,
                    1);
            ByteArrayOutputStream footer = new ByteArrayOutputStream();
            Util.writeFileMetaData(new FileMetaData(1, schema(), 1, List.of(group)), footer);
            out.write(footer.toByteArray());
            out.write(little(footer.size()));
            out.write(MAGIC);
        }
        return folder;
    }

    /** What {@link Fixtures#found} says of the vector. */
    public static String told(int count) throws IOException {
        Tensor vector = Tensor.of("", DType.F64, Shape.of(count), () -> {
            ByteArrayOutputStream all = new ByteArrayOutputStream(count * Double.BYTES);
            write(count, all);
            return new ByteArrayInputStream(all.toByteArray());
        });
        return Fixtures.found(List.of(vector)).get("");
    }

    private static void write(int count, OutputStream out) throws IOException {
        ByteBuffer period = ByteBuffer.allocate(PERIOD * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < PERIOD; i++) {
            period.putDouble(i);
        }
        for (int left = count; left > 0; left -= PERIOD) {
            out.write(period.array(), 0, Math.min(left, PERIOD) * Double.BYTES);
        }
    }

    private static byte[] little(int value) {
        return ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Runs of a level each: how often, which. */
    private static byte[] runs(int... runs) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < runs.length; i += 2) {
            int head = runs[i] << 1;
            for (; head > 0x7f; head >>>= 7) {
                out.write((head & 0x7f) | 0x80);
            }
            out.write(head);
            out.write(runs[i + 1]);
        }
        return out.toByteArray();
    }

    private static byte[] levels(byte[]... each) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] levels : each) {
            out.writeBytes(little(levels.length));
            out.writeBytes(levels);
        }
        return out.toByteArray();
    }

    private static PageHeader page(int count, int bytes) {
        return new PageHeader(PageType.DATA_PAGE, bytes, bytes)
                .setData_page_header(new DataPageHeader(count, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    }

    private static byte[] head(PageHeader header) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Util.writePageHeader(header, out);
        return out.toByteArray();
    }

    private static ColumnChunk chunk(Type type, List<String> path, int count, long bytes, long at) {
        return new ColumnChunk(at)
                .setMeta_data(new ColumnMetaData(
                        type,
                        List.of(Encoding.PLAIN, Encoding.RLE),
                        path,
                        CompressionCodec.UNCOMPRESSED,
                        count,
                        bytes,
                        bytes,
                        at));
    }

    private static List<SchemaElement> schema() {
        return List.of(
                group("spark_schema", FieldRepetitionType.REQUIRED, 1),
                group("maxAbs", FieldRepetitionType.OPTIONAL, 2),
                new SchemaElement("type").setType(Type.INT32).setRepetition_type(FieldRepetitionType.REQUIRED),
                group("values", FieldRepetitionType.OPTIONAL, 1).setConverted_type(ConvertedType.LIST),
                group("list", FieldRepetitionType.REPEATED, 1),
                new SchemaElement("element").setType(Type.DOUBLE).setRepetition_type(FieldRepetitionType.REQUIRED));
    }

    private static SchemaElement group(String name, FieldRepetitionType repetition, int children) {
        return new SchemaElement(name).setRepetition_type(repetition).setNum_children(children);
    }
}
