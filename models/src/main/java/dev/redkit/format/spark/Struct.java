package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row, or a group in it: names and values. What a caller asks for and is not there is the file's fault. */
final class Struct {
    private final String where;
    private final Map<String, Object> values = new LinkedHashMap<>();

    Struct(String where) {
        this.where = where;
    }

    void put(String name, Object value) {
        values.put(name, value);
    }

    String where() {
        return where;
    }

    Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    int integer(String name) {
        return get(name, Integer.class);
    }

    double real(String name) {
        return get(name, Double.class);
    }

    boolean truth(String name) {
        return get(name, Boolean.class);
    }

    String text(String name) {
        return get(name, String.class);
    }

    Struct struct(String name) {
        return get(name, Struct.class);
    }

    Numbers numbers(String name, DType dtype) {
        Numbers numbers = get(name, Numbers.class);
        if (numbers.dtype() != dtype) {
            throw new BadInput(where + " has " + numbers.dtype() + " in " + name + ", not " + dtype);
        }
        return numbers;
    }

    List<?> list(String name) {
        return get(name, List.class);
    }

    private <T> T get(String name, Class<T> type) {
        Object value = values.get(name);
        if (!type.isInstance(value)) {
            throw new BadInput(
                    where + (value == null ? " has no value " : " has another kind of value ") + name + " in a row");
        }
        return type.cast(value);
    }
}
