package dev.redkit.expression;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values on their way into expressions and out of them. */
final class Values {
    private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

    private Values() {}

    /** A value as CEL has it. */
    static Object in(Object value) {
        if (value == null) {
            return NullValue.NULL_VALUE;
        }
        if (value instanceof String || value instanceof Long || value instanceof Double || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof BigInteger big && big.bitLength() < 64) {
            return big.longValue();
        }
        if (value instanceof Float || value instanceof BigDecimal || value instanceof BigInteger) {
            return ((Number) value).doubleValue();
        }
        if (value instanceof byte[] bytes) {
            return CelByteString.of(bytes);
        }
        if (value instanceof Map<?, ?> map) {
            return map instanceof LazyMap ? map : in(map);
        }
        return value instanceof List<?> list ? in(list) : value;
    }

    private static Map<Object, Object> in(Map<?, ?> map) {
        Map<Object, Object> made = new LinkedHashMap<>();
        map.forEach((key, value) -> made.put(in(key), in(value)));
        return made;
    }

    private static List<Object> in(List<?> list) {
        List<Object> made = new ArrayList<>(list.size());
        list.forEach(item -> made.add(in(item)));
        return made;
    }

    /** A value of CEL as the rest of Java has it. */
    static Object out(Object value) {
        if (value instanceof NullValue) {
            return null;
        }
        if (value instanceof CelByteString bytes) {
            return bytes.toByteArray();
        }
        if (value instanceof UnsignedLong unsigned) {
            BigInteger big = unsigned.bigIntegerValue();
            return big.compareTo(MAX_LONG) <= 0 ? (Object) big.longValue() : big;
        }
        if (value instanceof Optional<?> optional) {
            return out(optional.orElse(null));
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> made = new LinkedHashMap<>();
            map.forEach((key, item) -> made.put(out(key), out(item)));
            return made;
        }
        if (value instanceof List<?> list) {
            List<Object> made = new ArrayList<>(list.size());
            list.forEach(item -> made.add(out(item)));
            return made;
        }
        return value;
    }

    /** What kind of value it is, in the words of CEL. */
    static String kind(Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof String) {
            return "string";
        }
        if (value instanceof Long || value instanceof BigInteger) {
            return "int";
        }
        if (value instanceof Double) {
            return "double";
        }
        if (value instanceof byte[]) {
            return "bytes";
        }
        if (value instanceof Instant) {
            return "timestamp";
        }
        return value instanceof Map ? "map" : value instanceof List ? "list" : "a value of another kind";
    }
}
