package dev.redkit.take;

import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Compression;
import dev.redkit.shelf.Manifest.Extra;
import dev.redkit.take.TakeOptions.Beside;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What belongs to a server beside its data: libraries of functions, users, configuration. */
final class BesideTake {
    private static final String REDACTED = "(not in the backup)";

    private final Path folder;
    private final Packing sealing;
    private final Consumer<String> notes;
    private final List<Extra> extras = new ArrayList<>();

    BesideTake(Path folder, Packing packing, Consumer<String> notes) {
        this.folder = folder;
        this.sealing = new Packing(Compression.NONE, packing.passphrase());
        this.notes = notes;
    }

    /** Writes it down; what a server does not give is noted. */
    List<Extra> take(Wire wire, Beside wanted) throws IOException {
        if (wanted.functions()) {
            functions(wire);
        }
        if (wanted.configuration()) {
            configuration(wire);
        }
        if (wanted.users()) {
            users(wire);
        }
        return extras;
    }

    private void functions(Wire wire) throws IOException {
        Reply reply = wire.call("FUNCTION", "DUMP");
        if (reply instanceof Reply.Err error) {
            // Servers before 7.0 have none.
            boolean unknown = error.message().startsWith("ERR unknown command");
            if (!unknown) {
                notes.accept("functions: " + error.message());
            }
        } else if (reply instanceof Reply.Bulk dump) {
            write("functions.dump", "libraries of functions, for FUNCTION RESTORE", dump.bytes());
        }
    }

    private void users(Wire wire) throws IOException {
        Reply reply = wire.call("ACL", "LIST");
        if (reply instanceof Reply.Err error) {
            notes.accept("users: " + error.message());
            return;
        }
        StringBuilder text = new StringBuilder();
        reply.items().forEach(line -> text.append(line.text()).append('\n'));
        write("users.acl", "ACL users with the hashes of their passwords", utf8(text));
    }

    private void configuration(Wire wire) throws IOException {
        Reply reply = wire.call("CONFIG", "GET", "*");
        if (reply instanceof Reply.Err error) {
            notes.accept("configuration: " + error.message());
            return;
        }
        StringBuilder text = new StringBuilder("# as CONFIG GET told it; passwords are left out\n");
        List<Reply> pairs = reply.items();
        for (int i = 0; i + 1 < pairs.size(); i += 2) {
            text.append(line(pairs.get(i).text(), pairs.get(i + 1).text()));
        }
        write("config.conf", "configuration, without passwords", utf8(text));
    }

    /** A line that a server could read, but for what is secret. */
    private static String line(String name, String value) {
        if (isSecret(name) && !value.isEmpty()) {
            return "# " + name + " " + REDACTED + "\n";
        }
        String escaped = value.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\r", "\\r");
        return name + " \"" + escaped + "\"\n";
    }

    private static boolean isSecret(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        boolean password = lower.contains("pass") || lower.endsWith("auth") || lower.contains("secret");
        return password || lower.contains("token");
    }

    private static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void write(String name, String what, byte[] content) throws IOException {
        Path file = folder.resolve(name + sealing.suffix());
        try (Written out = new Written(file, sealing, AtomicOutput.Rule.AS_IT_IS, AtomicOutput.Rule.OWNER_ONLY)) {
            out.stream().write(content);
            out.commit();
            extras.add(new Extra(file.getFileName().toString(), what, out.bytes(), out.sha256()));
        }
    }
}
