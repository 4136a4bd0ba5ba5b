package dev.redkit.parquet;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;

/** One Parquet file, whose rows come in order. Of what it holds, a row group at a time is {@linkplain Aside aside}, still packed. */
public final class ParquetInput implements Closeable {
    private final String file;
    private final Aside aside;
    private final ParquetFileReader reader;

    private ParquetInput(String file, Aside aside, ParquetFileReader reader) {
        this.file = file;
        this.aside = aside;
        this.reader = reader;
    }

    /** Opens a file; what is no Parquet file, or a damaged one, is {@link BadInput}. */
    public static ParquetInput open(Path path) {
        String file = path.toString();
        Aside aside = new Aside(file);
        try {
            FooterCheck.of(path);
            ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                    .withCodecFactory(new PageCodecs(file, aside))
                    .withAllocator(aside)
                    .withMaxAllocationInBytes(Aside.PIECE)
                    .usePageChecksumVerification(true)
                    .build();
            LocalInputFile input = new LocalInputFile(path);
            ParquetInput opened = new ParquetInput(file, aside, ParquetFileReader.open(input, options));
            try {
                opened.check(input.getLength());
                return opened;
            } catch (BadInput e) {
                opened.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            aside.close();
            throw failure(file, e);
        }
    }

    /** That what the footer tells of row groups fits into the file. */
    private void check(long size) {
        for (BlockMetaData group : reader.getRowGroups()) {
            long together = 0;
            for (ColumnChunkMetaData chunk : group.getColumns()) {
                long start = chunk.getStartingPos();
                long length = chunk.getTotalSize();
                if (start < 0 || length < 0 || start > size || length > size - start) {
                    throw new BadInput("column " + chunk.getPath().toDotString() + " of " + file + " would lie at byte "
                            + start + " and the " + length + " after it, but the file has " + size);
                }
                together += length;
            }
            if (together > size || group.getRowCount() < 0) {
                throw new BadInput("a row group of " + file + " would be larger than the file");
            }
        }
    }

    public MessageType schema() {
        return reader.getFileMetaData().getSchema();
    }

    public long rows() {
        return reader.getRecordCount();
    }

    /**
     * Hands out all rows.
     *
     * @param materializer makes rows of that schema; it may hand out the same object again and again
     */
    public <T> void forEach(Function<MessageType, RecordMaterializer<T>> materializer, Consumer<T> rows) {
        try {
            RecordMaterializer<T> made = materializer.apply(schema());
            for (PageReadStore group = reader.readNextRowGroup(); group != null; group = reader.readNextRowGroup()) {
                try (PageReadStore pages = new CheckedPages(file, group)) {
                    RecordReader<T> records =
                            new ColumnIOFactory(true).getColumnIO(schema()).getRecordReader(pages, made);
                    for (long i = 0; i < pages.getRowCount(); i++) {
                        rows.accept(records.read());
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            throw failure(file, e);
        }
    }

    /** The library says what is wrong by any exception that occurs to it; what is ours passes. */
    private static Failure failure(String file, Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure ours) {
                return ours;
            }
        }
        String reason = e instanceof IOException io ? Reason.of(io) : String.valueOf(e.getMessage());
        return new BadInput(
                file + " is no Parquet file that can be read: "
                        + reason.lines().findFirst().orElse(""),
                null,
                e);
    }

    @Override
    public void close() {
        try (aside) {
            reader.close();
        } catch (IOException e) {
            throw failure(file, e);
        }
    }
}
