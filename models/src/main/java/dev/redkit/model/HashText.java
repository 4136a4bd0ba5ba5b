package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Tensors as text: the shortest decimals that give the same number again, and JSON arrays of them. */
final class HashText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Tensor tensor;
    private final Doubles elements;
    private final double[] one = new double[1];

    private HashText(Tensor tensor, Doubles elements) {
        this.tensor = tensor;
        this.elements = elements;
    }

    /** A field for each tensor. */
    static Map<String, String> flat(List<Tensor> tensors) {
        check(tensors);
        Map<String, String> fields = new LinkedHashMap<>();
        tensors.forEach(tensor -> fields.put(tensor.name(), text(tensor)));
        return fields;
    }

    /** A field for each group of names with the same beginning: {@code layer1} to {@code {"weights":…,"biases":…}}. */
    static Map<String, String> nested(List<Tensor> tensors) {
        check(tensors);
        Map<String, StringBuilder> groups = new LinkedHashMap<>();
        Map<String, String> fields = new LinkedHashMap<>();
        for (Tensor tensor : tensors) {
            int dot = tensor.name().lastIndexOf('.');
            if (dot < 1) {
                fields.put(tensor.name(), text(tensor));
                continue;
            }
            StringBuilder group = groups.computeIfAbsent(tensor.name().substring(0, dot), name -> new StringBuilder());
            group.append(group.length() == 0 ? '{' : ',')
                    .append(quoted(tensor.name().substring(dot + 1)))
                    .append(':')
                    .append(
                            tensor.dtype() == DType.STRING && tensor.shape().rank() == 0
                                    ? quoted(text(tensor))
                                    : text(tensor));
        }
        groups.forEach((name, group) -> fields.put(name, group.append('}').toString()));
        return fields;
    }

    private static void check(List<Tensor> tensors) {
        long bytes = tensors.stream().mapToLong(Tensor::bytes).sum();
        if (bytes > HashModels.MOST / 4) {
            throw new UsageError(
                    bytes + " bytes of numbers are too many for one hash of text",
                    "the layout rkm1, which is the default, takes models of any size");
        }
        for (Tensor tensor : tensors) {
            if (tensor.dtype().isComplex()) {
                throw new UsageError("tensor '" + tensor.name() + "' is complex, which a hash of text has no form for");
            }
        }
    }

    private static String quoted(String text) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeString(text);
        }
        return out.toString();
    }

    private static String text(Tensor tensor) {
        if (tensor.dtype() == DType.STRING) {
            return strings(tensor);
        }
        try (Doubles elements = new Doubles(tensor)) {
            StringBuilder out = new StringBuilder();
            new HashText(tensor, elements).dimension(0, out);
            return out.toString();
        }
    }

    private void dimension(int which, StringBuilder out) {
        if (which == tensor.shape().rank()) {
            elements.next(one);
            number(out);
            return;
        }
        out.append('[');
        for (long i = 0; i < tensor.shape().dimension(which); i++) {
            if (i > 0) {
                out.append(", ");
            }
            dimension(which + 1, out);
        }
        out.append(']');
    }

    private void number(StringBuilder out) {
        switch (tensor.dtype()) {
            case BOOL -> out.append(one[0] != 0);
            case F64 -> out.append(shortest(Double.toString(one[0]), text -> Double.parseDouble(text) == one[0]));
            // The halves and quarters are written as the floats that they are exactly.
            case F32, F16, BF16, F8_E4M3, F8_E5M2 -> {
                float value = (float) one[0];
                out.append(shortest(Float.toString(value), text -> Float.parseFloat(text) == value));
            }
            default -> out.append(whole());
        }
    }

    /** Whole numbers of 64 bits may be more than a double can tell apart. */
    private String whole() {
        if (Math.abs(one[0]) < 1L << 53) {
            return Long.toString((long) one[0]);
        }
        return tensor.dtype() == DType.U64
                ? Long.toUnsignedString(elements.lastBits())
                : Long.toString(elements.lastBits());
    }

    /** Before Java 19, toString now and then gives a digit too many. */
    static String shortest(String text, Predicate<String> same) {
        if (!Character.isDigit(text.charAt(text.length() - 1))) {
            return text;
        }
        BigDecimal exact = new BigDecimal(text);
        if (exact.signum() == 0) {
            return text.startsWith("-") ? "-0.0" : "0.0";
        }
        if (exact.precision() > 1) {
            BigDecimal shorter = exact.round(new MathContext(exact.precision() - 1, RoundingMode.HALF_EVEN))
                    .stripTrailingZeros();
            if (same.test(shorter.toString())) {
                exact = shorter;
            }
        }
        return form(exact);
    }

    /** As Python writes it: 1.0, 0.0001, 1e-05, 1e+16. */
    private static String form(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        int exponent = bare.precision() - bare.scale() - 1;
        if (exponent >= -4 && exponent < 16) {
            String plain = bare.toPlainString();
            return plain.contains(".") ? plain : plain + ".0";
        }
        String digits = bare.unscaledValue().abs().toString();
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        String power = Math.abs(exponent) < 10 ? "0" + Math.abs(exponent) : Integer.toString(Math.abs(exponent));
        return (bare.signum() < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + power;
    }

    private static String strings(Tensor tensor) {
        try (InputStream in = tensor.open()) {
            StringBuilder out = new StringBuilder();
            if (tensor.shape().rank() == 0) {
                return next(in);
            }
            strings(tensor, in, 0, out);
            return out.toString();
        } catch (IOException e) {
            throw new BadInput("tensor '" + tensor.name() + "' cannot be read: " + Reason.of(e), null, e);
        }
    }

    private static void strings(Tensor tensor, InputStream in, int which, StringBuilder out) throws IOException {
        if (which == tensor.shape().rank()) {
            out.append(quoted(next(in)));
            return;
        }
        out.append('[');
        for (long i = 0; i < tensor.shape().dimension(which); i++) {
            if (i > 0) {
                out.append(", ");
            }
            strings(tensor, in, which + 1, out);
        }
        out.append(']');
    }

    private static String next(InputStream in) throws IOException {
        int length =
                ByteBuffer.wrap(in.readNBytes(4)).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return Texts.of(in.readNBytes(length));
    }
}
