package dev.redkit.cli;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The dialogue of {@code HIMPORT} as Redis 8.10 documents it, and as much else as a load asks: whatever is said out of
 * turn gets the error that is documented. It is no Redis, and nothing that is tested with it was ever run against a real
 * server of that version, because none is packaged.
 */
final class HimportStandIn implements Closeable {
    private static final String HIMPORT_INFO =
            "*1\r\n*10\r\n$7\r\nhimport\r\n:-2\r\n*0\r\n:0\r\n:0\r\n:0\r\n*0\r\n*0\r\n"
                    + "*0\r\n*1\r\n*10\r\n$11\r\nhimport|set\r\n:-5\r\n*0\r\n:2\r\n:2\r\n:1\r\n*0\r\n*0\r\n*0\r\n*0\r\n";

    /** Each hash as its words, {@code name=Ada age=36}. */
    final Map<String, String> hashes = new ConcurrentHashMap<>();

    final AtomicInteger prepares = new AtomicInteger();
    final AtomicInteger imports = new AtomicInteger();
    /** The connection of this import is cut instead of answered; no other is, wherever that one is in its dialogue. */
    volatile int cutAt = Integer.MAX_VALUE;

    private final ServerSocket socket;
    private final List<Socket> open = new ArrayList<>();

    HimportStandIn() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread accepting = new Thread(this::accept, "stand-in");
        accepting.setDaemon(true);
        accepting.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket one = socket.accept();
                synchronized (open) {
                    open.add(one);
                }
                Thread serving = new Thread(() -> serve(one), "stand-in");
                serving.setDaemon(true);
                serving.start();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }

    private void serve(Socket one) {
        Map<String, List<String>> fieldsets = new HashMap<>();
        try (one) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(one.getInputStream()));
            OutputStream out = one.getOutputStream();
            while (true) {
                String answer = answer(words(in), fieldsets);
                if (answer == null) {
                    return;
                }
                out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // The client hung up.
        }
    }

    private static List<String> words(DataInputStream in) throws IOException {
        int count = number(in);
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] word = in.readNBytes(number(in));
            in.readShort();
            words.add(new String(word, StandardCharsets.ISO_8859_1));
        }
        return words;
    }

    /** After its sign, up to the end of the line. */
    private static int number(DataInputStream in) throws IOException {
        in.readByte();
        int value = 0;
        for (int digit = in.read(); digit != '\r'; digit = in.read()) {
            if (digit < 0) {
                throw new EOFException();
            }
            value = 10 * value + digit - '0';
        }
        in.readByte();
        return value;
    }

    /** Null where it hangs up. */
    private String answer(List<String> words, Map<String, List<String>> fieldsets) {
        String name = words.get(0).toUpperCase(Locale.ROOT);
        String second = words.size() > 1 ? words.get(1).toUpperCase(Locale.ROOT) : "";
        return switch (name + " " + second) {
            case "HIMPORT PREPARE" -> prepare(words, fieldsets);
            case "HIMPORT SET" -> set(words, fieldsets);
            case "COMMAND LIST" -> "*3\r\n$7\r\nhimport\r\n$4\r\nhset\r\n$6\r\nunlink\r\n";
            case "COMMAND INFO" ->
                words.get(2).equalsIgnoreCase("himport")
                        ? HIMPORT_INFO
                        : "*1\r\n*6\r\n$4\r\nhset\r\n:-2\r\n*0\r\n:1\r\n:1\r\n:1\r\n";
            case "CLIENT ID", "DBSIZE " -> ":0\r\n";
            case "MODULE LIST" -> "*0\r\n";
            case "ROLE " -> "*1\r\n$6\r\nmaster\r\n";
            default -> plain(name, words);
        };
    }

    private String plain(String name, List<String> words) {
        return switch (name) {
            case "INFO" -> "$35\r\nredis_version:8.10.0\r\nrole:master\r\n\r\n";
            case "UNLINK" -> hashes.remove(words.get(1)) == null ? ":0\r\n" : ":1\r\n";
            case "HSET" -> hset(words);
            case "CLIENT" -> "+OK\r\n";
            default -> "-ERR unknown command '" + name + "'\r\n";
        };
    }

    private String prepare(List<String> words, Map<String, List<String>> fieldsets) {
        prepares.incrementAndGet();
        fieldsets.put(words.get(2), words.subList(3, words.size()));
        return "+OK\r\n";
    }

    private String set(List<String> words, Map<String, List<String>> fieldsets) {
        List<String> fields = fieldsets.get(words.get(3));
        if (fields == null) {
            return "-ERR no such fieldset\r\n";
        }
        if (fields.size() != words.size() - 4) {
            return "-ERR value count does not match\r\n";
        }
        boolean cut = imports.incrementAndGet() == cutAt;
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            pairs.add(fields.get(i) + "=" + words.get(4 + i));
        }
        hashes.put(words.get(2), String.join(" ", pairs));
        return cut ? null : "+OK\r\n";
    }

    private String hset(List<String> words) {
        String[] pairs = new String[words.size() / 2 - 1];
        Arrays.setAll(pairs, i -> words.get(2 + 2 * i) + "=" + words.get(3 + 2 * i));
        hashes.put(words.get(1), String.join(" ", pairs));
        return ":" + pairs.length + "\r\n";
    }

    @Override
    public void close() throws IOException {
        socket.close();
        synchronized (open) {
            for (Socket one : open) {
                one.close();
            }
        }
    }
}
