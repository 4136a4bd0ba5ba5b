package dev.redkit.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What can be shown: a scalar, a list, or named fields in an order that is kept. */
public sealed interface Value {
    /** No value. */
    record None() implements Value {
        private static final None ONLY = new None();
    }

    static Value none() {
        return None.ONLY;
    }

    record Text(String text) implements Value {}

    /** Bytes that are no UTF-8. Belongs to whoever made it; nobody writes into it. */
    record Blob(byte[] bytes) implements Value {}

    /** A number, as decimal text that JSON would take: no digit is lost. */
    record Num(String text) implements Value {}

    record Bool(boolean value) implements Value {}

    record Items(List<Value> items) implements Value {}

    record Fields(Map<String, Value> fields) implements Value {
        public Fields() {
            this(new LinkedHashMap<>());
        }

        /** Adds one field; null is no value. */
        public Fields put(String name, Value value) {
            fields.put(name, value == null ? none() : value);
            return this;
        }

        public Fields put(String name, String value) {
            return put(name, of(value));
        }

        public Fields put(String name, long value) {
            return put(name, of(value));
        }

        /** Counts by what they count; nothing when there are none. */
        public Fields put(String name, Map<String, Long> counts) {
            if (!counts.isEmpty()) {
                Fields inner = new Fields();
                counts.forEach(inner::put);
                put(name, inner);
            }
            return this;
        }

        public Fields put(String name, boolean value) {
            return put(name, new Bool(value));
        }
    }

    /** An error among the elements of a reply. */
    record Failed(String code, String message) implements Value {}

    /** A value that people read in another form than machines: {@code 1536000} and {@code 1.5 MB}. */
    record Shown(Value value, String text) implements Value {}

    static Value of(String text) {
        return text == null ? none() : new Text(text);
    }

    static Value of(long number) {
        return new Num(Long.toString(number));
    }

    /** A double; what JSON has no number for becomes its name. */
    static Value of(double number) {
        if (Double.isNaN(number)) {
            return new Text("nan");
        } else if (Double.isInfinite(number)) {
            return new Text(number > 0 ? "inf" : "-inf");
        }
        long whole = (long) number;
        return whole == number && Math.abs(number) < 1e15 ? of(whole) : new Num(Double.toString(number));
    }

    static Value of(boolean flag) {
        return new Bool(flag);
    }

    static Items list(List<String> texts) {
        List<Value> items = new ArrayList<>(texts.size());
        for (String text : texts) {
            items.add(of(text));
        }
        return new Items(items);
    }

    /** The value without what is only for people. */
    default Value plain() {
        return this instanceof Shown shown ? shown.value() : this;
    }

    default boolean isScalar() {
        Value plain = plain();
        return !(plain instanceof Items || plain instanceof Fields);
    }
}
