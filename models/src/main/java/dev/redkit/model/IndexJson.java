package dev.redkit.model;

import dev.redkit.failure.BadInput;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of the index:
 * {@code {"dtype":"F32","shape":[2,3],"nbytes":24,"sha256":"…","key":"…","chunks":1,"chunk":4194304,"crc32c":["…"],"place":0}}.
 * What others add is passed over, and only the first six must be there: an index that a script wrote is read as well.
 */
final class IndexJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private String dtype;
    private final List<Long> shape = new ArrayList<>();
    private long nbytes = -1;
    private String sha256;
    private String key;
    private long count = 1;
    private long size;
    private final List<String> sums = new ArrayList<>();
    private int place;

    private IndexJson() {}

    static String write(TensorEntry entry) {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("dtype", entry.dtype());
            json.writeArrayPropertyStart("shape");
            entry.shape().forEach(json::writeNumber);
            json.writeEndArray();
            json.writeNumberProperty("nbytes", entry.chunks().bytes());
            if (entry.sha256() != null) {
                json.writeStringProperty("sha256", entry.sha256());
            }
            json.writeStringProperty("key", entry.key());
            json.writeNumberProperty("chunks", entry.chunks().count());
            json.writeNumberProperty("chunk", entry.chunks().size());
            json.writeArrayPropertyStart("crc32c");
            for (int sum : entry.crc32c()) {
                json.writeString(hex(sum));
            }
            json.writeEndArray();
            json.writeNumberProperty("place", entry.place());
            json.writeEndObject();
        }
        return text.toString();
    }

    private static String hex(int sum) {
        String digits = Integer.toHexString(sum);
        return "0".repeat(8 - digits.length()) + digits;
    }

    /** Reads a line of the index; {@code where} is what a complaint calls it. */
    static TensorEntry read(String tensor, byte[] json, String where) {
        IndexJson line = new IndexJson();
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            line.read(parser);
            return line.entry(tensor);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new BadInput(
                    where + " has a line for '" + tensor + "' that makes no sense: " + e.getMessage(), null, e);
        }
    }

    private void read(JsonParser parser) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IllegalArgumentException("it is no object");
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "dtype" -> dtype = parser.getString();
                case "sha256" -> sha256 = value == JsonToken.VALUE_NULL ? null : parser.getString();
                case "key" -> key = parser.getString();
                case "nbytes" -> nbytes = parser.getLongValue();
                case "chunks" -> count = parser.getLongValue();
                case "chunk" -> size = parser.getLongValue();
                case "place" -> place = parser.getIntValue();
                case "shape" -> numbers(parser, value);
                case "crc32c" -> texts(parser, value);
                default -> parser.skipChildren();
            }
        }
    }

    private void numbers(JsonParser parser, JsonToken first) {
        for (JsonToken one = array(parser, first); one != JsonToken.END_ARRAY; one = parser.nextToken()) {
            long length = parser.getLongValue();
            if (length < 0) {
                throw new IllegalArgumentException("a length of " + length);
            }
            shape.add(length);
        }
    }

    private void texts(JsonParser parser, JsonToken first) {
        for (JsonToken one = array(parser, first); one != JsonToken.END_ARRAY; one = parser.nextToken()) {
            sums.add(parser.getString());
        }
    }

    private static JsonToken array(JsonParser parser, JsonToken first) {
        if (first != JsonToken.START_ARRAY) {
            throw new IllegalArgumentException("'" + parser.currentName() + "' is no array");
        }
        return parser.nextToken();
    }

    private TensorEntry entry(String tensor) {
        if (dtype == null || key == null || nbytes < 0) {
            throw new IllegalArgumentException("dtype, nbytes or key is missing");
        }
        // Without the size only one chunk, or the default, can be meant.
        long given = size > 0 ? size : count == 1 ? Math.max(1, nbytes) : ImportOptions.CHUNK;
        TensorEntry.Chunks chunks =
                new TensorEntry.Chunks(nbytes, Math.toIntExact(Math.min(given, Integer.MAX_VALUE - 16)));
        if (chunks.count() != count) {
            throw new IllegalArgumentException(nbytes + " bytes are not " + count + " chunks of " + given);
        }
        int[] crc32c =
                sums.stream().mapToInt(hex -> Integer.parseUnsignedInt(hex, 16)).toArray();
        if (crc32c.length != 0 && crc32c.length != count) {
            throw new IllegalArgumentException(crc32c.length + " checksums for " + count + " chunks");
        }
        return new TensorEntry(place, tensor, dtype, shape, sha256, key, chunks, crc32c);
    }
}
