package dev.redkit.shell;

import dev.redkit.grammar.Secrecy;
import dev.redkit.grammar.Words;
import dev.redkit.io.UserFolders;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jline.reader.LineReader;
import org.jline.reader.impl.history.DefaultHistory;

/**
 * The lines of the past, kept in a file that only its owner may read. A line with a secret in it stays in this process; one
 * that begins with a blank is forgotten at once. Lines of several shells at a time end up in the one file.
 */
final class Past extends DefaultHistory {
    static final int MOST = 10_000;
    private static final long MOST_BYTES = 4 << 20;
    private static final Set<PosixFilePermission> OURS = PosixFilePermissions.fromString("rw-------");
    private static final int LONGEST_KEPT = 8192;

    private final Path file;
    private boolean remembered;
    private boolean loading;
    private boolean paused;
    private boolean broken;

    Past(Map<String, String> env) {
        this.file = UserFolders.state(env).resolve("history");
    }

    Path file() {
        return file;
    }

    /** Whether what is typed is no line: an answer, a password. */
    boolean paused() {
        return paused;
    }

    void pause(boolean value) {
        paused = value;
    }

    /** All lines, the oldest first. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        forEach(entry -> lines.add(entry.line()));
        return lines;
    }

    /** How the newest line that begins like this goes on; empty when there is none. */
    String rest(String beginning) {
        int looked = 0;
        for (var entries = reverseIterator(last()); entries.hasNext() && looked < 2000; looked++) {
            String line = entries.next().line();
            boolean goesOn = line.length() > beginning.length() && line.startsWith(beginning) && line.indexOf('\n') < 0;
            // A secret is not put on the screen by itself.
            if (goesOn && !isSecret(line)) {
                return line.substring(beginning.length());
            }
        }
        return "";
    }

    /** An editor says how many lines it wants; only then are they read. */
    @Override
    public void attach(LineReader reader) {
        super.attach(reader);
        if (!remembered) {
            remembered = true;
            remember();
        }
    }

    @Override
    public void add(Instant time, String line) {
        if (!paused && !line.isBlank()) {
            super.add(time, line);
        }
    }

    @Override
    protected void internalAdd(Instant time, String line) {
        super.internalAdd(time, line);
        if (!loading && !broken && line.length() <= LONGEST_KEPT && !isSecret(line)) {
            append(line);
        }
    }

    /** Also where the secret stands behind other words: {@code 3 AUTH …}, {@code call AUTH …}, {@code \watch 2 AUTH …}. */
    private static boolean isSecret(String line) {
        List<String> words = Words.of(line).texts();
        for (int i = 0; i < words.size(); i++) {
            if (Secrecy.isSuspicious(words.get(i)) && Secrecy.staysOutOfHistory(words.subList(i, words.size()))) {
                return true;
            }
        }
        boolean uri = line.contains("://") && line.contains("@");
        return uri
                || words.stream()
                        .anyMatch(word -> word.startsWith("--pass=") || word.equals("--pass") || word.equals("-a"));
    }

    private void append(String line) {
        try (OutputStream out = Channels.newOutputStream(open(StandardOpenOption.APPEND))) {
            out.write((escaped(line) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A folder that cannot be written costs the memory of lines, never a command.
            broken = true;
        }
    }

    private SeekableByteChannel open(StandardOpenOption how) throws IOException {
        Files.createDirectories(file.getParent());
        FileAttribute<Set<PosixFilePermission>> attribute = PosixFilePermissions.asFileAttribute(OURS);
        return Files.newByteChannel(file, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, how), attribute);
    }

    private void remember() {
        loading = true;
        try {
            if (!Files.exists(file)) {
                return;
            }
            if (!Files.getPosixFilePermissions(file).equals(OURS)) {
                Files.setPosixFilePermissions(file, OURS);
            }
            Deque<String> lines = tail();
            long count = 0;
            for (String line : lines) {
                super.internalAdd(Instant.EPOCH, unescaped(line));
                count++;
            }
            if (Files.size(file) > MOST_BYTES / 2 || count >= MOST) {
                shorten(lines);
            }
        } catch (IOException | UnsupportedOperationException e) {
            broken = true;
        } finally {
            loading = false;
        }
    }

    /** The last lines of the file, whatever its size. */
    private Deque<String> tail() throws IOException {
        Deque<String> lines = new ArrayDeque<>();
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.READ)) {
            boolean cut = channel.size() > MOST_BYTES;
            channel.position(cut ? channel.size() - MOST_BYTES : 0);
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(Channels.newInputStream(channel), StandardCharsets.UTF_8));
            if (cut) {
                reader.readLine();
            }
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (lines.size() > MOST) {
                    lines.remove();
                }
            }
        }
        return lines;
    }

    /** Keeps the newer half, so that the file does not grow for ever. */
    private void shorten(Deque<String> lines) throws IOException {
        Path part =
                Files.createTempFile(file.getParent(), "history.", ".part", PosixFilePermissions.asFileAttribute(OURS));
        List<String> kept = new ArrayList<>(lines);
        Files.write(part, kept.subList(kept.size() / 2, kept.size()), StandardCharsets.UTF_8);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** One line of the file for each: line ends inside of quotes are written as escapes. */
    private static String escaped(String line) {
        return line.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescaped(String line) {
        if (line.indexOf('\\') < 0) {
            return line;
        }
        StringBuilder text = new StringBuilder(line.length());
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (one != '\\' || i + 1 == line.length()) {
                text.append(one);
                continue;
            }
            char next = line.charAt(++i);
            text.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
        }
        return text.toString();
    }
}
