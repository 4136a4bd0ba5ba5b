package dev.redkit.describe;

import dev.redkit.record.FieldType;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Of which type a value is, by its format's word or by what it looks like. */
final class ValueTypes {
    private static final int LONGEST = 40;
    private static final Pattern INTEGER = Pattern.compile("[+-]?\\d{1,39}");
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d+\\.\\d*|\\.\\d+|\\d+(?=[eE]))([eE][+-]?\\d{1,4})?");
    private static final Pattern DATE = Pattern.compile("\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d{1,9})?)?");
    private static final Pattern ZONE = Pattern.compile("(Z| ?[+-]\\d{2}:?\\d{2})?");
    private static final Pattern UUID =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final Pattern DATE_TIME = Pattern.compile(DATE + "[T ]" + TIME + ZONE);
    private static final Pattern BOOLEAN = Pattern.compile("true|false", Pattern.CASE_INSENSITIVE);

    private ValueTypes() {}

    static ValueType of(FieldType type, byte[] array, int offset, int length) {
        return switch (type) {
            case NULL -> ValueType.NOTHING;
            case INTEGER -> ValueType.INTEGER;
            case DECIMAL -> ValueType.DECIMAL;
            case BOOLEAN -> ValueType.BOOLEAN;
            case JSON -> ValueType.JSON;
            case BYTES -> ValueType.BYTES;
            case TEXT -> ofText(array, offset, length);
        };
    }

    private static ValueType ofText(byte[] array, int offset, int length) {
        if (length == 0) {
            return ValueType.TEXT;
        }
        byte first = array[offset];
        if (first == '{' || first == '[') {
            byte last = array[offset + length - 1];
            return last == (first == '{' ? '}' : ']') ? ValueType.JSON : ValueType.TEXT;
        }
        if (length > LONGEST) {
            return isUtf8(array, offset, length) ? ValueType.TEXT : ValueType.BYTES;
        }
        String text = new String(array, offset, length, StandardCharsets.ISO_8859_1);
        char c = text.charAt(0);
        if ((c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.') {
            if (INTEGER.matcher(text).matches()) {
                return ValueType.INTEGER;
            } else if (DECIMAL.matcher(text).matches()) {
                return ValueType.DECIMAL;
            } else if (DATE.matcher(text).matches()) {
                return ValueType.DATE;
            } else if (DATE_TIME.matcher(text).matches()) {
                return ValueType.DATE_TIME;
            } else if (TIME.matcher(text).matches()) {
                return ValueType.TIME;
            }
        }
        if (UUID.matcher(text).matches()) {
            return ValueType.UUID;
        }
        if (BOOLEAN.matcher(text).matches()) {
            return ValueType.BOOLEAN;
        }
        return isUtf8(array, offset, length) ? ValueType.TEXT : ValueType.BYTES;
    }

    static boolean isUtf8(byte[] array, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (array[i] < 0) {
                return decodes(array, offset, length);
            }
        }
        return true;
    }

    private static boolean decodes(byte[] array, int offset, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(array, offset, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
