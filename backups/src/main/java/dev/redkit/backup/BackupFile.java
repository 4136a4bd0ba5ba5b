package dev.redkit.backup;

import dev.redkit.aof.AofManifest;
import dev.redkit.aof.AofPart;
import dev.redkit.aof.AofReader;
import dev.redkit.backup.BackupPart.Content;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.seal.Passphrase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a user means by a path: one file or several, told by their content and not by their names, compressed or not.
 *
 * @param name what to call it before a user
 * @param parts its files, in the order in which a server would load them
 * @param manifest the manifest of an append-only file in several parts, else null
 */
public record BackupFile(String name, Form form, List<BackupPart> parts, AofManifest manifest) {
    /** Enough to see the remarks at the beginning of an RDB file, in which a server says what it is for. */
    private static final int HEAD = 1024;

    private static final byte[] PREAMBLE = "aof-preamble\u00c0\u0001".getBytes(StandardCharsets.ISO_8859_1);

    /** How a backup lies there. */
    public enum Form {
        RDB,
        /** A single file of commands, with or without an RDB file at its beginning. */
        AOF,
        /** A manifest and the files that it lists. */
        MULTI_PART_AOF,
        /** A folder of RDB files: one for each master of a cluster. */
        FOLDER
    }

    public BackupFile {
        parts = List.copyOf(parts);
    }

    /**
     * Looks what lies there.
     *
     * @param place a file, a folder, a manifest, a web address, or {@code -} for standard input
     */
    public static BackupFile of(String place, InputStream stdin) {
        return of(place, stdin, Sealed.passphrase());
    }

    /**
     * The same, where sealed files are opened with that.
     *
     * @param passphrase or null
     */
    public static BackupFile of(String place, InputStream stdin, Passphrase passphrase) {
        if (place.equals("-")) {
            return single(stdin(stdin, passphrase));
        }
        if (!place.startsWith("http://") && !place.startsWith("https://")) {
            Path path = path(place);
            if (Files.isDirectory(path)) {
                return folder(path, passphrase);
            }
            if (isManifest(path)) {
                return of(AofManifest.read(path));
            }
        }
        try (Input input = input(place, passphrase)) {
            return single(BackupPart.of(place, input.name(), content(input, head(input)), passphrase));
        }
    }

    public static BackupFile of(Path path) {
        return of(path.toString(), InputStream.nullInputStream());
    }

    private static BackupFile of(AofManifest manifest) {
        List<BackupPart> parts = new ArrayList<>();
        for (AofPart part : manifest.parts()) {
            if (part.role() != AofPart.Role.HISTORY) {
                parts.add(BackupPart.of(part.file().toString(), part.file().toString(), content(part), null));
            }
        }
        return new BackupFile(manifest.file().toString(), Form.MULTI_PART_AOF, parts, manifest);
    }

    /** An increment may be empty, and so may a base of commands. */
    private static Content content(AofPart part) {
        try (Input input = Input.open(part.file())) {
            byte[] head = head(input);
            return head.length == 0 ? Content.COMMANDS : content(input, head);
        }
    }

    private static BackupFile single(BackupPart part) {
        Form form = part.content() == Content.RDB ? Form.RDB : Form.AOF;
        return new BackupFile(part.name(), form, List.of(part), null);
    }

    /** The folder of an append-only file, or one in which RDB files lie. */
    private static BackupFile folder(Path folder, Passphrase passphrase) {
        List<Path> files = files(folder);
        if (files.stream().anyMatch(BackupFile::isManifest)) {
            return of(AofManifest.in(folder));
        }
        List<BackupPart> parts = new ArrayList<>();
        for (Path file : files) {
            content(file, passphrase)
                    .ifPresent(found -> parts.add(BackupPart.of(file.toString(), file.toString(), found, passphrase)));
        }
        if (parts.isEmpty()) {
            throw new UsageError(
                    "there is neither an RDB file nor an append-only manifest in " + folder, "name the file itself");
        }
        return new BackupFile(folder.toString(), Form.FOLDER, parts, null);
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UsageError("cannot look into " + folder + ": " + Reason.of(e), null, e);
        }
    }

    /** What an RDB file of a folder is; other files may lie beside it. */
    private static Optional<Content> content(Path file, Passphrase passphrase) {
        try (Input input = input(file.toString(), passphrase)) {
            byte[] head = head(input);
            return isRdb(head) ? Optional.of(content(input, head)) : Optional.empty();
        } catch (BadInput e) {
            return Optional.empty();
        }
    }

    private static BackupPart stdin(InputStream stdin, Passphrase passphrase) {
        Input input = Sealed.opened(Input.open("-", stdin), passphrase);
        byte[] head = head(input);
        return BackupPart.once(input, head, content(input, head));
    }

    private static Path path(String place) {
        return Path.of(place.replace("\0", "\\0"));
    }

    private static boolean isManifest(Path path) {
        String file = String.valueOf(path.getFileName());
        return file.endsWith(".manifest") && !file.startsWith("temp-");
    }

    static Input input(String place, Passphrase passphrase) {
        return Sealed.opened(Input.open(place, InputStream.nullInputStream()), passphrase);
    }

    private static byte[] head(Input input) {
        try {
            return input.stream().readNBytes(HEAD);
        } catch (IOException e) {
            throw new BadInput("cannot read " + input.name() + ": " + Reason.of(e), null, e);
        }
    }

    private static Content content(Input input, byte[] head) {
        input.notEmpty();
        if (isRdb(head)) {
            return holds(head, PREAMBLE) ? Content.RDB_AND_COMMANDS : Content.RDB;
        }
        if (begins(head, "*") || begins(head, "#")) {
            return Content.COMMANDS;
        }
        throw new BadInput(
                input.name() + " is neither an RDB file nor an append-only file: it begins with " + shown(head),
                "a backup begins with REDIS, VALKEY or the first command");
    }

    private static boolean isRdb(byte[] head) {
        return begins(head, "REDIS") || begins(head, "VALKEY");
    }

    private static boolean begins(byte[] head, String magic) {
        return head.length >= magic.length()
                && magic.equals(new String(head, 0, magic.length(), StandardCharsets.ISO_8859_1));
    }

    private static boolean holds(byte[] head, byte[] part) {
        return new String(head, StandardCharsets.ISO_8859_1).contains(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static String shown(byte[] head) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(head.length, 8); i++) {
            int c = head[i] & 0xff;
            text.append(c >= 32 && c < 127 ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\x%02x", c));
        }
        return text.append("'").toString();
    }

    /** Whether commands may stand in it, so that its keys are not all in RDB. */
    public boolean hasCommands() {
        return form == Form.AOF || form == Form.MULTI_PART_AOF;
    }

    /** All parts as one sequence of keys and commands, to be closed. Only where there are commands. */
    public AofReader aof() {
        if (!hasCommands()) {
            throw new IllegalStateException(name + " is no append-only file");
        }
        if (manifest != null) {
            return AofReader.of(manifest);
        }
        BackupPart part = parts.get(0);
        try {
            return part.place().equals("-")
                    ? AofReader.of(part.open().stream(), part.name())
                    : AofReader.open(path(part.place()));
        } catch (IOException e) {
            throw new BadInput("cannot read " + part.name() + ": " + Reason.of(e), null, e);
        }
    }
}
