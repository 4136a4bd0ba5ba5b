package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The rows that a query gives, as they come. Numbers are texts as the driver writes them, dates and times in ISO 8601,
 * binaries bytes. There is no raw record to show and no place to jump to.
 */
final class JdbcSource implements RowSource {
    /** How a column is read. */
    private enum Reading {
        INTEGER(null),
        DECIMAL(null),
        BOOLEAN(null),
        TEXT(null),
        LONG_TEXT(TEXT),
        JSON(null),
        DATE(TEXT),
        TIME(TEXT),
        TIMESTAMP(TEXT),
        PLAIN_BINARY(null),
        BINARY(PLAIN_BINARY);

        /** How it is read when the driver cannot do it so; null when there is no other way. */
        private final Reading plain;

        Reading(Reading plain) {
            this.plain = plain;
        }
    }

    private final JdbcDataset dataset;
    private final Connection connection;
    private final ResultSet answer;
    private final URLClassLoader loader;
    private final int recordLimit;
    private final Columns columns;
    private final List<Reading> readings = new ArrayList<>();
    private long number;

    JdbcSource(JdbcDataset dataset, Connection connection, ResultSet answer, URLClassLoader loader, int recordLimit)
            throws SQLException {
        this.dataset = dataset;
        this.connection = connection;
        this.answer = answer;
        this.loader = loader;
        this.recordLimit = recordLimit;
        ResultSetMetaData data = answer.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            names.add(data.getColumnLabel(i));
            readings.add(reading(data.getColumnType(i), data.getColumnTypeName(i)));
        }
        this.columns = Header.columns(List.of(), names, names.size());
    }

    private static Reading reading(int type, String typeName) {
        if (String.valueOf(typeName).toLowerCase(Locale.ROOT).startsWith("json")) {
            return Reading.JSON;
        }
        return switch (type) {
            case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT -> Reading.INTEGER;
            case Types.DECIMAL, Types.NUMERIC, Types.REAL, Types.FLOAT, Types.DOUBLE -> Reading.DECIMAL;
            case Types.BOOLEAN, Types.BIT -> Reading.BOOLEAN;
            case Types.DATE -> Reading.DATE;
            case Types.TIME -> Reading.TIME;
            case Types.TIMESTAMP -> Reading.TIMESTAMP;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Reading.BINARY;
            case Types.CLOB, Types.NCLOB, Types.LONGVARCHAR, Types.LONGNVARCHAR -> Reading.LONG_TEXT;
            default -> Reading.TEXT;
        };
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean next(Row row) throws IOException {
        try {
            if (!answer.next()) {
                return false;
            }
            row.clear(++number, 0, 0);
            for (int i = 0; i < readings.size(); i++) {
                field(row, i);
            }
            return true;
        } catch (SQLException e) {
            throw dataset.failed(e);
        }
    }

    private void field(Row row, int column) throws SQLException, IOException {
        Reading reading = readings.get(column);
        byte[] bytes = bytes(reading, column + 1);
        if (bytes == null) {
            row.setNull(column);
            return;
        }
        if (bytes.length > recordLimit) {
            throw tooLarge(column);
        }
        FieldType type = switch (reading) {
            case INTEGER -> FieldType.INTEGER;
            case DECIMAL -> FieldType.DECIMAL;
            case BOOLEAN -> FieldType.BOOLEAN;
            case JSON -> FieldType.JSON;
            case BINARY, PLAIN_BINARY -> FieldType.BYTES;
            case TEXT, LONG_TEXT, DATE, TIME, TIMESTAMP -> FieldType.TEXT;
        };
        row.set(column, type, bytes, 0, bytes.length);
    }

    /** Drivers that cannot give a type or a stream are asked in the way that all can. */
    private byte[] bytes(Reading reading, int index) throws SQLException, IOException {
        try {
            return switch (reading) {
                case BINARY -> binary(index);
                case PLAIN_BINARY -> answer.getBytes(index);
                default -> utf8(text(reading, index));
            };
        } catch (SQLException e) {
            if (reading.plain == null) {
                throw e;
            }
            byte[] bytes = reading == Reading.BINARY ? answer.getBytes(index) : utf8(answer.getString(index));
            readings.set(index - 1, reading.plain);
            return bytes;
        }
    }

    private static byte[] utf8(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    private String text(Reading reading, int index) throws SQLException, IOException {
        return switch (reading) {
            case BOOLEAN -> {
                boolean value = answer.getBoolean(index);
                yield answer.wasNull() ? null : Boolean.toString(value);
            }
            case DATE -> string(answer.getObject(index, LocalDate.class));
            case TIME -> string(answer.getObject(index, LocalTime.class));
            case TIMESTAMP -> string(answer.getObject(index, LocalDateTime.class));
            case LONG_TEXT -> longText(index);
            case JSON, INTEGER, DECIMAL, TEXT, BINARY, PLAIN_BINARY -> answer.getString(index);
        };
    }

    private static String string(Object value) {
        return value == null ? null : value.toString();
    }

    private String longText(int index) throws SQLException, IOException {
        try (Reader reader = answer.getCharacterStream(index)) {
            if (reader == null) {
                return null;
            }
            StringBuilder text = new StringBuilder();
            char[] piece = new char[8192];
            for (int got = reader.read(piece); got >= 0; got = reader.read(piece)) {
                text.append(piece, 0, got);
                if (text.length() > recordLimit) {
                    throw tooLarge(index - 1);
                }
            }
            return text.toString();
        }
    }

    private byte[] binary(int index) throws SQLException, IOException {
        try (InputStream in = answer.getBinaryStream(index)) {
            return in == null ? null : in.readNBytes(recordLimit + 1);
        }
    }

    private BadInput tooLarge(int column) {
        return new BadInput("column " + columns.name(column) + " of row " + number + " of " + dataset.name()
                + " has more than " + recordLimit + " bytes");
    }

    @Override
    public void close() {
        try (connection;
                answer) {
            connection.rollback();
        } catch (SQLException e) {
            // It was only read.
        }
        JdbcDataset.close(loader);
    }
}
