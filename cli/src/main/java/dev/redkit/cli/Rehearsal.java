package dev.redkit.cli;

import dev.redkit.wire.Reply;
import dev.redkit.wire.ReplyReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Somebody to talk to while {@link Training}: listens on loopback, says of itself that it is a server, a cluster of one
 * and a sentinel, and answers enough for the short commands to go their whole way. Keeps nothing.
 */
final class Rehearsal implements Closeable {
    private static final String VERSION = "7.0.15";
    private static final String ID = "0123456789abcdef0123456789abcdef01234567";

    private final ServerSocket listener;

    private Rehearsal(ServerSocket listener) {
        this.listener = listener;
    }

    static Rehearsal start() throws IOException {
        Rehearsal rehearsal = new Rehearsal(new ServerSocket(0, 16, InetAddress.getLoopbackAddress()));
        daemon(rehearsal::accept);
        return rehearsal;
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            } catch (IOException e) {
                return; // closed: the training is over
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            ReplyReader commands = new ReplyReader(in::read);
            while (true) {
                List<Reply> command = commands.read().items();
                String words = command.size() < 2
                        ? command.get(0).text()
                        : command.get(0).text() + " " + command.get(1).text();
                out.write(answer(words.toUpperCase(Locale.ROOT)).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException e) {
            // The client has gone; so does its line.
        }
    }

    private String answer(String words) {
        String name = words.split(" ", 2)[0];
        return switch (name) {
            case "PING" -> "+PONG\r\n";
            case "HELLO" -> hello(words.endsWith("3") ? "%" : "*");
            case "INFO" -> bulk(info());
            case "CLUSTER" -> cluster(words);
            case "SENTINEL" -> "*2\r\n" + bulk("127.0.0.1") + bulk(Integer.toString(port()));
            case "ROLE" -> "*3\r\n" + bulk("master") + ":0\r\n*0\r\n";
            case "HSET", "PEXPIRE" -> ":1\r\n";
            case "GET" -> bulk("value");
            case "SUBSCRIBE" ->
                ">3\r\n" + bulk("subscribe") + bulk("jobs") + ":1\r\n>3\r\n" + bulk("message") + bulk("jobs")
                        + bulk("done");
            case "PUBLISH" -> ":1\r\n";
            // One of each kind of reply, with nothing in the biggest.
            case "EVAL" ->
                "*9\r\n_\r\n,1.5\r\n#t\r\n(12345678901234567890\r\n=7\r\ntxt:abc\r\n~1\r\n:1\r\n%1\r\n+a\r\n:1\r\n*0\r\n$-1\r\n";
            case "LRANGE" -> "*2\r\n" + bulk("first") + bulk("second");
            case "AUTH", "SELECT", "READONLY" -> "+OK\r\n";
            case "CLIENT" -> words.endsWith("LIST") ? bulk("id=1 addr=127.0.0.1:1 name= cmd=ping\n") : "+OK\r\n";
            case "CONFIG" -> "*4\r\n" + bulk("maxmemory") + bulk("0") + bulk("appendonly") + bulk("no");
            case "ACL" -> "*1\r\n" + bulk("user default on nopass ~* &* +@all");
            case "SLOWLOG" ->
                "*1\r\n*6\r\n:0\r\n:1700000000\r\n:20000\r\n*2\r\n" + bulk("KEYS") + bulk("*") + bulk("127.0.0.1:1")
                        + bulk("");
            case "LATENCY" -> "*0\r\n";
            case "SCAN" -> "*2\r\n" + bulk("0") + "*1\r\n" + bulk("key");
            case "MEMORY" -> ":56\r\n";
            case "TIME" -> "*2\r\n" + bulk("1700000000") + bulk("0");
            default -> "-ERR unknown command '" + name + "'\r\n";
        };
    }

    private static String hello(String map) {
        String body = bulk("server")
                + bulk("redis")
                + bulk("version")
                + bulk(VERSION)
                + bulk("proto")
                + ("%".equals(map) ? ":3\r\n" : ":2\r\n")
                + bulk("mode")
                + bulk("cluster")
                + bulk("role")
                + bulk("master");
        return map + ("%".equals(map) ? "5" : "10") + "\r\n" + body;
    }

    private static String info() {
        return """
            # Server
            redis_version:7.0.15
            redis_mode:cluster
            process_id:@pid@
            os:Linux
            # Clients
            connected_clients:1
            # Memory
            used_memory:1000000
            # Replication
            role:master
            # Cluster
            cluster_enabled:1
            # Keyspace
            db0:keys=1,expires=0,avg_ttl=0
            """.replace("\n", "\r\n")
                .replace("@pid@", Long.toString(ProcessHandle.current().pid()));
    }

    private String cluster(String words) {
        return switch (words) {
            case "CLUSTER NODES" ->
                bulk(ID + " 127.0.0.1:" + port() + "@" + (port() % 50_000 + 10_000)
                        + " myself,master - 0 0 1 connected 0-16383\n");
            case "CLUSTER MYID" -> bulk(ID);
            case "CLUSTER SLOTS" ->
                "*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n" + bulk("127.0.0.1") + ":" + port() + "\r\n" + bulk(ID);
            case "CLUSTER INFO" -> bulk("cluster_enabled:1\r\ncluster_state:ok\r\n");
            default -> "-ERR unknown subcommand\r\n";
        };
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }
}
