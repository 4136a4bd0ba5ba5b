package dev.redkit.parquet;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DataPage;
import org.apache.parquet.column.page.DataPageV1;
import org.apache.parquet.column.page.DataPageV2;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;

/**
 * The pages of a row group, each looked through before the library decodes it: that its dictionary has no more entries than
 * bytes, and its runs no more values than the page.
 *
 * <pre>
 * page of version 1 = [length:u32le repetition levels] [length:u32le definition levels] values
 * levels            = runs
 * values            = width:u8 runs, when they are numbers of dictionary entries
 * runs              = (varint count&lt;&lt;1 value of width bits, in whole bytes | varint groups&lt;&lt;1|1 groups*width bytes)*
 * </pre>
 */
final class CheckedPages implements PageReadStore {
    private static final int WIDEST = 32;

    private final String file;
    private final PageReadStore pages;

    CheckedPages(String file, PageReadStore pages) {
        this.file = file;
        this.pages = pages;
    }

    @Override
    public long getRowCount() {
        return pages.getRowCount();
    }

    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
        PageReader reader = pages.getPageReader(column);
        return new PageReader() {
            @Override
            public DictionaryPage readDictionaryPage() {
                DictionaryPage page = reader.readDictionaryPage();
                if (page != null
                        && (page.getDictionarySize() < 0 || page.getDictionarySize() > page.getUncompressedSize())) {
                    throw damaged(
                            column,
                            "a dictionary would have " + page.getDictionarySize() + " entries in "
                                    + page.getUncompressedSize() + " bytes");
                }
                return page;
            }

            @Override
            public long getTotalValueCount() {
                return reader.getTotalValueCount();
            }

            @Override
            public DataPage readPage() {
                DataPage page = reader.readPage();
                return page == null ? null : page.accept(new Look(column));
            }
        };
    }

    @Override
    public void close() {
        pages.close();
    }

    private BadInput damaged(ColumnDescriptor column, String what) {
        return new BadInput("column " + String.join(".", column.getPath()) + " of " + file + " is damaged: " + what);
    }

    private final class Look implements DataPage.Visitor<DataPage> {
        private final ColumnDescriptor column;

        Look(ColumnDescriptor column) {
            this.column = column;
        }

        @Override
        public DataPage visit(DataPageV1 page) {
            ByteBuffer bytes = bytes(page.getBytes());
            if (column.getMaxRepetitionLevel() > 0) {
                levels(bytes, page.getRlEncoding(), column.getMaxRepetitionLevel(), page.getValueCount());
            }
            if (column.getMaxDefinitionLevel() > 0) {
                levels(bytes, page.getDlEncoding(), column.getMaxDefinitionLevel(), page.getValueCount());
            }
            values(bytes, page.getValueEncoding(), page.getValueCount());
            return page;
        }

        @Override
        public DataPage visit(DataPageV2 page) {
            runs(bytes(page.getRepetitionLevels()), width(column.getMaxRepetitionLevel()), page.getValueCount());
            runs(bytes(page.getDefinitionLevels()), width(column.getMaxDefinitionLevel()), page.getValueCount());
            values(bytes(page.getData()), page.getDataEncoding(), page.getValueCount());
            return page;
        }

        private ByteBuffer bytes(BytesInput input) {
            try {
                return input.toInputStream().slice((int) input.size()).order(ByteOrder.LITTLE_ENDIAN);
            } catch (IOException e) {
                throw new BadInput("a page of " + file + " cannot be read", null, e);
            }
        }

        @SuppressWarnings("deprecation") // of old files
        private void levels(ByteBuffer bytes, Encoding encoding, int most, int count) {
            if (encoding == Encoding.BIT_PACKED) {
                long length = ((long) count * width(most) + 7) / 8;
                if (length > bytes.remaining()) {
                    throw damaged(column, "its levels are cut off");
                }
                bytes.position(bytes.position() + (int) length);
                return;
            }
            runs(prefixed(bytes), width(most), count);
        }

        private ByteBuffer prefixed(ByteBuffer bytes) {
            int length = bytes.remaining() < Integer.BYTES ? -1 : bytes.getInt();
            if (length < 0 || length > bytes.remaining()) {
                throw damaged(column, "its levels are cut off");
            }
            ByteBuffer part = bytes.slice(bytes.position(), length);
            bytes.position(bytes.position() + length);
            return part;
        }

        private void values(ByteBuffer bytes, Encoding encoding, int count) {
            switch (encoding) {
                case PLAIN, BYTE_STREAM_SPLIT -> {}
                case PLAIN_DICTIONARY, RLE_DICTIONARY -> {
                    int width = bytes.hasRemaining() ? bytes.get() : 0;
                    if (width < 0 || width > WIDEST) {
                        throw damaged(column, "numbers of dictionary entries would have " + width + " bits");
                    }
                    runs(bytes, width, count);
                }
                case RLE -> runs(prefixed(bytes), 1, count);
                default ->
                    throw new BadInput(
                            "column " + String.join(".", column.getPath()) + " of " + file + " is encoded as "
                                    + encoding + ", which redkit does not read",
                            "write it with version 1 of Parquet (parquet.writer.version), which is Spark's default");
            }
        }

        private int width(int most) {
            return Integer.SIZE - Integer.numberOfLeadingZeros(most);
        }

        /** The library makes room for as many values as a run says. */
        private void runs(ByteBuffer bytes, int width, int count) {
            long left = count;
            while (left > 0 && bytes.hasRemaining()) {
                long head = varint(bytes);
                boolean packed = (head & 1) == 1;
                long values = packed ? (head >>> 1) * Byte.SIZE : head >>> 1;
                long length = packed ? (head >>> 1) * width : (width + 7) / 8;
                // The last group of eight is filled up.
                boolean nothing = packed && width == 0 && values > Short.MAX_VALUE;
                if (nothing || values > left + Byte.SIZE - 1) {
                    throw damaged(column, "a run would have " + values + " values of " + left);
                }
                bytes.position(bytes.position() + (int) Math.min(length, bytes.remaining()));
                left -= values;
            }
        }

        private long varint(ByteBuffer bytes) {
            long value = 0;
            for (int shift = 0; shift < Integer.SIZE && bytes.hasRemaining(); shift += 7) {
                int part = bytes.get();
                value |= (long) (part & 0x7f) << shift;
                if (part >= 0) {
                    return value;
                }
            }
            throw damaged(column, "a run has no length");
        }
    }
}
