package dev.redkit.format;

/**
 * How to read.
 *
 * @param opaque in a pickle, take classes that are not known as things without a meaning, and collect the tensors in
 *     them, instead of refusing the file. Nothing is executed either way
 * @param dequantize give quantised blocks of numbers as the numbers they stand for, instead of as bytes
 */
public record ReadOptions(boolean opaque, boolean dequantize) {
    public static final ReadOptions DEFAULT = new ReadOptions(false);

    public ReadOptions(boolean opaque) {
        this(opaque, false);
    }
}
