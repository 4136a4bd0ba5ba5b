package dev.redkit.take;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Transport;
import dev.redkit.wire.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One connection on which a server takes us for a replica and sends all its data:
 *
 * <pre>
 *   REPLCONF rdb-only 1, capa eof, version   as far as the server knows them
 *   PSYNC ? -1                               SYNC where that is unknown
 *   &lt; newlines, while the server forks
 *   &lt; +FULLRESYNC id offset                  not after SYNC
 *   &lt; $length | $EOF:mark(40)
 *   &lt; the RDB file [mark]
 * </pre>
 *
 * A replica that is getting its data is not asked for acknowledgements: the server only wants it to go on reading.
 */
final class Replication implements Feed {
    /** Servers say something (a newline) every 10 seconds, unless configured otherwise. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final Target target;
    private final Wire wire;
    private final Cut cut;
    private ReplicaStream stream;
    private String id = "";
    private long offset = -1;

    private Replication(Target target, Wire wire) {
        this.target = target;
        this.wire = wire;
        this.cut = new Cut(target);
    }

    /**
     * Asks a server for its data; returns when they are about to come.
     *
     * @param version the server's own, which a Valkey has to hear to send its own format; else null
     */
    static Replication begin(Target server, String version) {
        Target plain = server.but().protocol(2).db(0).build();
        Replication replication = new Replication(plain, Wire.open(plain));
        try {
            replication.introduce(version);
            replication.ask();
            return replication;
        } catch (RuntimeException e) {
            replication.close();
            throw e;
        }
    }

    /** Servers that do not know one of these do without it. */
    private void introduce(String version) {
        wire.call("REPLCONF", "rdb-only", "1");
        wire.call("REPLCONF", "capa", "eof");
        if (version != null) {
            wire.call("REPLCONF", "version", version);
        }
    }

    private void ask() {
        Duration patience = target.timeout().compareTo(SILENCE) > 0 ? target.timeout() : SILENCE;
        Transport transport = wire.detach();
        try {
            stream = new ReplicaStream(transport, target, patience);
            stream.send("*3\r\n$5\r\nPSYNC\r\n$1\r\n?\r\n$2\r\n-1\r\n");
            String answer = stream.line();
            if (answer.startsWith("-ERR unknown command")) {
                stream.send("*1\r\n$4\r\nSYNC\r\n");
                answer = stream.line();
            }
            if (answer.startsWith("+FULLRESYNC ")) {
                position(answer.substring("+FULLRESYNC ".length()));
                answer = stream.line();
            }
            if (answer.startsWith("-")) {
                throw Refusal.failure(new Reply.Err(answer.substring(1)), "replication from " + target);
            }
            stream.begin(answer);
        } catch (EOFException e) {
            throw cut.explain(0, -1);
        } catch (IOException e) {
            throw new Unreachable(
                    "the connection to " + target + " broke before the data came: " + e.getMessage(),
                    "see the server's log: it may not have been able to fork or to write its RDB file",
                    e);
        }
    }

    private void position(String text) {
        String[] words = text.strip().split(" ", -1);
        id = words[0];
        try {
            offset = words.length > 1 ? Long.parseLong(words[1]) : -1;
        } catch (NumberFormatException e) {
            throw new ServerRefused("FULLRESYNC", target + " answers what no server says: FULLRESYNC " + text, null);
        }
    }

    /** The RDB file; it ends where the server says that it ends. */
    @Override
    public InputStream stream() {
        return stream;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public void demandWhole() {
        if (!stream.whole()) {
            throw cut.explain(stream.received(), stream.length());
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() {
        if (stream == null) {
            wire.close();
        } else {
            stream.close();
        }
    }
}
