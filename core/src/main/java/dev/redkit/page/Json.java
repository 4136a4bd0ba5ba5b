package dev.redkit.page;

import java.io.StringWriter;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Maps, lists and numbers as JSON that may stand inside a page: nothing in it can end the element around it. */
final class Json {
    private static final JsonFactory JSON = new JsonFactory();

    private Json() {}

    static String text(Object value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            write(out, value);
        }
        return text.toString().replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
    }

    private static void write(JsonGenerator out, Object value) {
        if (value instanceof Map<?, ?> map) {
            out.writeStartObject();
            map.forEach((name, one) -> {
                out.writeName(String.valueOf(name));
                write(out, one);
            });
            out.writeEndObject();
        } else if (value instanceof Iterable<?> all) {
            out.writeStartArray();
            all.forEach(one -> write(out, one));
            out.writeEndArray();
        } else if (value instanceof double[] numbers) {
            out.writeStartArray();
            for (double number : numbers) {
                number(out, number);
            }
            out.writeEndArray();
        } else if (value instanceof Integer || value instanceof Long) {
            out.writeNumber(((Number) value).longValue());
        } else if (value instanceof Number number) {
            number(out, number.doubleValue());
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else if (value == null) {
            out.writeNull();
        } else {
            out.writeString(value.toString());
        }
    }

    /** JSON has no word for what is no number; a chart leaves a gap there. */
    private static void number(JsonGenerator out, double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            out.writeNull();
        } else {
            out.writeNumber(number);
        }
    }
}
