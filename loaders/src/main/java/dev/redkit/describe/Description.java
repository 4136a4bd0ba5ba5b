package dev.redkit.describe;

import java.util.List;
import java.util.Optional;

/**
 * What is in a dataset.
 *
 * @param name of the dataset
 * @param format the name of its format
 * @param records that were read
 * @param whole whether those are all
 * @param spoiled records that cannot be used
 * @param firstFault what is wrong with the first of them and where, or null
 * @param recordBytes how large a record is on average, as it lies there; 0 when that cannot be seen
 * @param warning what seems wrong with how it is read, or null
 * @param suggestion what to type next; null when there are no records
 */
public record Description(
        String name,
        String format,
        long records,
        boolean whole,
        long spoiled,
        String firstFault,
        double recordBytes,
        String warning,
        List<ColumnProfile> columns,
        Suggestion suggestion) {
    public Description {
        columns = List.copyOf(columns);
    }

    /** The column of that name. */
    public Optional<ColumnProfile> column(String itsName) {
        return columns.stream().filter(column -> column.name().equals(itsName)).findFirst();
    }
}
