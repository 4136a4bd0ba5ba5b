package dev.redkit.format;

import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Files of real producers, and what NumPy says of the arrays in them: {@code arrays.tsv} has, for each, the file, the name,
 * dtype, shape, and the SHA-256 of its bytes as little-endian in C order.
 */
public final class Fixtures {
    private static final Path FOLDER = Path.of("src/test/resources/fixtures");

    private Fixtures() {}

    public static Path file(String name) {
        return FOLDER.resolve(name);
    }

    /** What the file should hold: name to dtype, shape and digest. */
    public static Map<String, String> expected(String file) {
        Map<String, String> expected = new TreeMap<>();
        for (String line : lines()) {
            String[] cells = line.split("\t", -1);
            if (cells[0].equals(file)) {
                expected.put(cells[1], String.join(" ", cells[2], cells[3], cells[4]));
            }
        }
        if (expected.isEmpty()) {
            throw new IllegalArgumentException("arrays.tsv says nothing of " + file);
        }
        return expected;
    }

    /** What the file does hold, in the same words. */
    public static Map<String, String> found(Path file) throws IOException {
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            return found(opened.tensors());
        }
    }

    public static Map<String, String> found(List<Tensor> tensors) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (Tensor tensor : tensors) {
            found.put(tensor.name(), tensor.dtype() + " " + tensor.shape() + " " + digest(tensor));
        }
        return found;
    }

    /** The bytes of all tensors, by name. */
    public static Map<String, byte[]> bytes(Path file) throws IOException {
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            for (Tensor tensor : opened.tensors()) {
                try (InputStream in = tensor.open()) {
                    bytes.put(tensor.name(), in.readAllBytes());
                }
            }
        }
        return bytes;
    }

    private static String digest(Tensor tensor) throws IOException {
        try (DigestInputStream in = new DigestInputStream(tensor.open(), MessageDigest.getInstance("SHA-256"))) {
            long bytes = in.transferTo(OutputStream.nullOutputStream());
            if (bytes != tensor.bytes()) {
                throw new AssertionError(tensor + " should have " + tensor.bytes() + " bytes, but gave " + bytes);
            }
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(FOLDER.resolve("arrays.tsv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
