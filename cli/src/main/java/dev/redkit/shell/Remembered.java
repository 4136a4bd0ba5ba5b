package dev.redkit.shell;

import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What stays of a reply after it was shown: an error, that it was nothing, how many errors were in it, and its values for {@code $_}. */
final class Remembered {
    private static final int MOST = 10_000;
    private static final long MOST_BYTES = 1 << 20;

    private final List<byte[]> values = new ArrayList<>();
    private Reply.Err error;
    private boolean nil;
    private long bytes;
    private long errors;
    private boolean tooMany;

    /** The same parts; what is read of them is remembered. */
    Parts of(Parts parts) {
        if (parts.kind() == Parts.Kind.SCALAR) {
            error = parts.scalar() instanceof Reply.Err refused ? refused : null;
            nil = parts.scalar().isNil();
        }
        return new Watched(parts);
    }

    Reply.Err error() {
        return error;
    }

    boolean isNil() {
        return nil;
    }

    /** How many errors were seen among the elements. */
    long errors() {
        return errors;
    }

    /** The values; none when these were too many to be arguments of a command. */
    List<byte[]> values() {
        return tooMany ? List.of() : values;
    }

    private void see(Parts part) {
        if (part.kind() != Parts.Kind.SCALAR) {
            return;
        }
        Reply scalar = part.scalar();
        if (scalar instanceof Reply.Err) {
            errors++;
        } else if (!scalar.isNil() && !tooMany) {
            byte[] value = scalar instanceof Reply.Bulk bulk
                    ? bulk.bytes()
                    : scalar.text().getBytes(StandardCharsets.UTF_8);
            bytes += value.length;
            tooMany = values.size() == MOST || bytes > MOST_BYTES || value.length < part.length();
            if (tooMany) {
                values.clear();
            } else {
                values.add(value);
            }
        }
    }

    /** Passes parts on, and looks at each. */
    private final class Watched implements Parts {
        private final Parts parts;

        Watched(Parts parts) {
            this.parts = parts;
            see(parts);
        }

        @Override
        public Kind kind() {
            return parts.kind();
        }

        @Override
        public long size() {
            return parts.size();
        }

        @Override
        public Reply scalar() {
            return parts.scalar();
        }

        @Override
        public long length() {
            return parts.length();
        }

        @Override
        public boolean hasNext() {
            return parts.hasNext();
        }

        @Override
        public Parts next() {
            return new Watched(parts.next());
        }

        @Override
        public void skip() {
            // What is passed over may hold an error, and is not all of the values any more.
            while (parts.hasNext()) {
                next().skip();
            }
        }
    }
}
