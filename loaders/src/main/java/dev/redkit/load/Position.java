package dev.redkit.load;

/**
 * How far the inputs were read.
 *
 * @param file the input, by its place in the list
 * @param records records of it that were taken
 * @param offset the byte of its plain text where the next record begins
 * @param line the line where it begins
 */
public record Position(int file, long records, long offset, long line) {
    public static final Position START = new Position(0, 0, 0, 1);
}
