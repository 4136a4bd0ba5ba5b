package dev.redkit.publish;

import java.nio.charset.StandardCharsets;

/** Where messages go, and as which command. */
public sealed interface Destination {
    /** The command for one message. */
    byte[][] command(Letter letter);

    /** The key whose slot says which node of a cluster takes it; null when any does. */
    byte[] routedBy(Letter letter);

    /** Whether the same command sent twice does no harm. */
    default boolean repeatable() {
        return false;
    }

    /** {@code PUBLISH}. */
    record Channel() implements Destination {
        private static final byte[] PUBLISH = ascii("PUBLISH");

        @Override
        public byte[][] command(Letter letter) {
            return new byte[][] {PUBLISH, letter.name(), letter.payload()};
        }

        @Override
        public byte[] routedBy(Letter letter) {
            return null;
        }
    }

    /** {@code SPUBLISH}, to the shard of the channel's slot. */
    record ShardedChannel() implements Destination {
        private static final byte[] PUBLISH = ascii("SPUBLISH");

        @Override
        public byte[][] command(Letter letter) {
            return new byte[][] {PUBLISH, letter.name(), letter.payload()};
        }

        @Override
        public byte[] routedBy(Letter letter) {
            return letter.name();
        }
    }

    /**
     * {@code XADD}.
     *
     * @param field the field that holds the payload
     * @param maxLength about how many entries the stream keeps; 0 for all
     */
    record Stream(String field, long maxLength) implements Destination {
        @Override
        public byte[][] command(Letter letter) {
            byte[] its = field.getBytes(StandardCharsets.UTF_8);
            if (maxLength == 0) {
                return new byte[][] {ascii("XADD"), letter.name(), ascii("*"), its, letter.payload()};
            }
            byte[] most = ascii(Long.toString(maxLength));
            return new byte[][] {
                ascii("XADD"), letter.name(), ascii("MAXLEN"), ascii("~"), most, ascii("*"), its, letter.payload()
            };
        }

        @Override
        public byte[] routedBy(Letter letter) {
            return letter.name();
        }
    }

    /**
     * An entry with the id of the entry that it was made from, which is acknowledged in the same step: after whatever
     * crash, an entry is either delivered and acknowledged, or neither. What is in the stream already is acknowledged, and
     * not added again; then the reply is 0.
     *
     * @param origin the stream that the letters were made from
     * @param group the group that read it
     */
    record Answer(String field, long maxLength, byte[] origin, byte[] group) implements Destination {
        private static final byte[] SCRIPT = ascii("""
                local added = redis.pcall('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], ARGV[2], ARGV[3], ARGV[4])
                if type(added) == 'table' and added.err then
                  if #redis.call('XRANGE', KEYS[1], ARGV[2], ARGV[2]) == 0 then return added end
                  added = 0
                end
                redis.call('XACK', KEYS[2], ARGV[5], ARGV[2])
                return added""");

        @Override
        public byte[][] command(Letter letter) {
            long most = maxLength == 0 ? Long.MAX_VALUE : maxLength;
            return new byte[][] {
                ascii("EVAL"),
                SCRIPT,
                ascii("2"),
                letter.name(),
                origin,
                ascii(Long.toString(most)),
                letter.id(),
                field.getBytes(StandardCharsets.UTF_8),
                letter.payload(),
                group
            };
        }

        @Override
        public byte[] routedBy(Letter letter) {
            return letter.name();
        }

        @Override
        public boolean repeatable() {
            return true;
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
