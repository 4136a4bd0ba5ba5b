package dev.redkit.embedded;

import dev.redkit.target.Target;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** One question to a server on this machine: AUTH, the command, its reply as text. An error reply keeps its {@code -}. */
final class Question {
    private Question() {}

    static String ask(Target target, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(target.address().resolve())) {
            StringBuilder words = new StringBuilder();
            if (target.credentials().present()) {
                words.append("AUTH ").append(target.credentials().password()).append("\r\n");
            }
            words.append(command).append("\r\n");
            ByteBuffer bytes = ByteBuffer.wrap(words.toString().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
            if (target.credentials().present()) {
                String welcome = reply(in);
                if (welcome.startsWith("-")) {
                    return welcome;
                }
            }
            return reply(in);
        }
    }

    private static String reply(InputStream in) throws IOException {
        String head = line(in);
        if (head.startsWith("$") && !head.equals("$-1")) {
            byte[] body = in.readNBytes(Integer.parseInt(head.substring(1)));
            line(in);
            return new String(body, StandardCharsets.UTF_8);
        }
        return head.startsWith("+") ? head.substring(1) : head;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the server closed the connection");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }
}
