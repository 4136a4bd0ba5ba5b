package dev.redkit.format;

import dev.redkit.tensor.Order;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How to write.
 *
 * @param order how formats that know both lay out the numbers
 * @param template a file of the same format whose numbers are to be replaced, for formats that cannot make one
 * @param beside where further files go; none when the output is no file
 */
public record WriteOptions(Order order, Optional<Path> template, Optional<Beside> beside) {
    public static final WriteOptions DEFAULT = new WriteOptions(Order.C);

    public WriteOptions(Order order) {
        this(order, Optional.empty(), Optional.empty());
    }
}
