package dev.redkit.format.hdf5;

import dev.redkit.failure.UsageError;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Text that is longer than an attribute may be, 64 KB, in several: {@code NAME#0}, {@code NAME#1}, and so on. Nothing else in
 * HDF5 holds a text of any length without a heap.
 */
final class LongText {
    private static final int PIECE = 60_000;
    private static final int LONGEST_NAME = 4_000;

    private LongText() {}

    static Map<String, String> split(Map<String, String> texts) {
        Map<String, String> pieces = new LinkedHashMap<>();
        texts.forEach((name, text) -> {
            if (name.isEmpty() || name.indexOf('\0') >= 0 || name.length() > LONGEST_NAME) {
                throw new UsageError(
                        "HDF5 has no place for the metadata '" + name.substring(0, Math.min(100, name.length())) + "'",
                        "its name is empty, or too long; write .safetensors");
            }
            if (text.getBytes(StandardCharsets.UTF_8).length <= PIECE) {
                pieces.put(name, text);
                return;
            }
            int number = 0;
            for (int at = 0; at < text.length(); ) {
                int end = end(text, at);
                pieces.put(name + "#" + number++, text.substring(at, end));
                at = end;
            }
        });
        return pieces;
    }

    /** At most three bytes a character; two of them that belong together stay so. */
    private static int end(String text, int at) {
        int end = Math.min(text.length(), at + PIECE / 3);
        return end < text.length() && Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
    }

    static Map<String, String> joined(Map<String, String> pieces) {
        Map<String, String> texts = new LinkedHashMap<>(pieces);
        for (String first : pieces.keySet()) {
            String name = first.endsWith("#0") ? first.substring(0, first.length() - 2) : "";
            if (name.isEmpty() || !pieces.containsKey(name + "#1") || pieces.containsKey(name)) {
                continue;
            }
            StringBuilder whole = new StringBuilder();
            int number = 0;
            for (String piece = texts.remove(first); piece != null; piece = texts.remove(name + "#" + ++number)) {
                whole.append(piece);
            }
            texts.put(name, whole.toString());
        }
        return texts;
    }
}
