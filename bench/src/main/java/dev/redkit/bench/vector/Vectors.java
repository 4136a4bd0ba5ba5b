package dev.redkit.bench.vector;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of floats of one length, scaled to length 1: then the cosine of two of them is the sum of products. */
public final class Vectors {
    /** As many floats as a quarter of the memory holds. */
    private static final long MOST = Runtime.getRuntime().maxMemory() / 16;

    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\((\\d+)\\s*,\\s*(\\d+)\\s*,?\\s*\\)");
    private static final byte[] NUMPY = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};

    private final float[][] rows;

    private Vectors(float[][] rows) {
        this.rows = rows;
        for (float[] row : rows) {
            normalise(row);
        }
    }

    public int count() {
        return rows.length;
    }

    public int dimensions() {
        return rows[0].length;
    }

    float[] row(int index) {
        return rows[index];
    }

    /** The bytes that servers take: little-endian floats. */
    byte[] bytes(int index) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * dimensions()).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asFloatBuffer().put(rows[index]);
        return buffer.array();
    }

    /** Some rows of these, from one on. */
    public Vectors part(int from, int count) {
        return new Vectors(Arrays.copyOfRange(rows, from, from + count));
    }

    static float dot(float[] a, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            s0 += a[i] * b[i];
            s1 += a[i + 1] * b[i + 1];
            s2 += a[i + 2] * b[i + 2];
            s3 += a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            s0 += a[i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    private static void normalise(float[] row) {
        double length = Math.sqrt(dot(row, row));
        for (int i = 0; length > 0 && i < row.length; i++) {
            row[i] /= (float) length;
        }
    }

    /** Made up: bells around some hundred centres, since vectors of models lie in heaps too. */
    public static Vectors drawn(int count, int dimensions, long seed) {
        checkSize("--count and --dim", count, dimensions);
        SplittableRandom random = new SplittableRandom(seed);
        int heaps = Math.max(1, Math.min(256, count / 40));
        float[][] centres = new float[heaps][dimensions];
        for (float[] centre : centres) {
            for (int i = 0; i < dimensions; i++) {
                centre[i] = (float) bell(random);
            }
        }
        float[][] rows = new float[count][dimensions];
        for (float[] row : rows) {
            float[] centre = centres[random.nextInt(heaps)];
            for (int i = 0; i < dimensions; i++) {
                row[i] = centre[i] + (float) bell(random);
            }
        }
        return new Vectors(rows);
    }

    private static double bell(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    private static void checkSize(String what, long count, long dimensions) {
        if (count < 1 || dimensions < 1 || dimensions > 65_536 || count * dimensions > MOST) {
            throw new BadInput(what + ": " + count + " vectors of " + dimensions
                    + " dimensions are none, or do not fit into the memory of this process");
        }
    }

    /** Reads {@code .npy} (float32, two dimensions) or {@code .fvecs}; at most {@code most} rows. */
    public static Vectors read(Input input, int most) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(input.stream(), 1 << 16));
            in.mark(16);
            byte[] magic = in.readNBytes(NUMPY.length);
            in.reset();
            float[][] rows =
                    Arrays.equals(magic, NUMPY) ? numpy(in, input.name(), most) : fvecs(in, input.name(), most);
            return new Vectors(rows);
        } catch (EOFException e) {
            throw new BadInput(input.name() + " is cut off", null, e);
        } catch (IOException e) {
            throw new BadInput(input.name() + " cannot be read: " + e.getMessage(), null, e);
        }
    }

    private static float[][] numpy(DataInputStream in, String name, int most) throws IOException {
        in.readNBytes(NUMPY.length);
        int major = in.readUnsignedByte();
        in.readUnsignedByte();
        int length = major == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt());
        if (length < 0 || length > 65_536) {
            throw new BadInput(name + ": a header of " + length + " bytes");
        }
        String header = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        Matcher shape = SHAPE.matcher(header);
        if (!header.contains("'<f4'") || !header.contains("'fortran_order': False") || !shape.find()) {
            throw new BadInput(
                    name + " is no two-dimensional array of float32: " + header.strip(),
                    "numpy.save(file, array.astype('float32'))");
        }
        long count = Math.min(most, Long.parseLong(shape.group(1)));
        long dimensions = Long.parseLong(shape.group(2));
        checkSize(name, count, dimensions);
        float[][] rows = new float[(int) count][];
        for (int i = 0; i < count; i++) {
            rows[i] = row(in, (int) dimensions);
        }
        return rows;
    }

    /** Each row: its length as an int, then its floats, all little-endian. */
    private static float[][] fvecs(DataInputStream in, String name, int most) throws IOException {
        List<float[]> rows = new ArrayList<>();
        while (rows.size() < most) {
            in.mark(1);
            if (in.read() < 0) {
                break;
            }
            in.reset();
            int dimensions = Integer.reverseBytes(in.readInt());
            checkSize(name + ", vector " + rows.size(), rows.size() + 1, dimensions);
            if (!rows.isEmpty() && rows.get(0).length != dimensions) {
                throw new BadInput(name + ", vector " + rows.size() + ": " + dimensions + " dimensions instead of "
                        + rows.get(0).length);
            }
            rows.add(row(in, dimensions));
        }
        if (rows.isEmpty()) {
            throw new BadInput(name + " is empty");
        }
        return rows.toArray(float[][]::new);
    }

    private static float[] row(InputStream in, int dimensions) throws IOException {
        byte[] bytes = in.readNBytes(4 * dimensions);
        if (bytes.length < 4 * dimensions) {
            throw new EOFException();
        }
        float[] row = new float[dimensions];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
        return row;
    }
}
