package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The list of files in a folder of Redis 7.0 and later.
 *
 * <pre>
 *   manifest = { "#" anything LF | record LF }+
 *   record   = "file" name "seq" number "type" ("b" | "i" | "h") { key value }
 *   name     = a plain file name, or one in double quotes with C's escapes
 * </pre>
 *
 * @param parts the base first, then the increments in their order, then history
 */
public record AofManifest(Path file, List<AofPart> parts) {
    private static final String SUFFIX = ".manifest";
    private static final int LONGEST_LINE = 1024;
    private static final int LARGEST = 1 << 20;

    public AofManifest {
        parts = List.copyOf(parts);
    }

    /** The manifest that lies in a folder. */
    public static AofManifest in(Path folder) {
        List<Path> found;
        try (Stream<Path> files = Files.list(folder)) {
            found = files.filter(AofManifest::isManifest).sorted().toList();
        } catch (IOException e) {
            throw new UsageError("cannot look into " + folder + ": " + Reason.of(e), null, e);
        }
        if (found.isEmpty()) {
            throw new UsageError(
                    "there is no append-only manifest in " + folder,
                    "name the folder that holds *.manifest, or one file");
        }
        if (found.size() > 1) {
            throw new UsageError("there are several manifests in " + folder, "name one of them: " + found.get(0));
        }
        return read(found.get(0));
    }

    static boolean isManifest(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(SUFFIX) && !name.startsWith("temp-");
    }

    /** Reads a manifest; the files that it names must exist, but for history. */
    public static AofManifest read(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LARGEST + 1);
        } catch (IOException e) {
            throw new UsageError("cannot read " + file + ": " + Reason.of(e), null, e);
        }
        if (bytes.length > LARGEST) {
            throw new BadInput(file + " is too large for a manifest");
        }
        return new AofManifest(file, parts(file, new String(bytes, StandardCharsets.ISO_8859_1)));
    }

    private static List<AofPart> parts(Path file, String text) {
        List<AofPart> parts = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String record = line.strip();
            if (!record.isEmpty() && !record.startsWith("#")) {
                parts.add(part(new ManifestLine(file, number, record)));
            }
        }
        if (parts.isEmpty()) {
            throw new BadInput(file + " lists no files");
        }
        List<AofPart> ordered = new ArrayList<>(with(parts, AofPart.Role.BASE));
        if (ordered.size() > 1) {
            throw new BadInput(file + " lists two bases: " + ordered.get(0).name() + " and "
                    + ordered.get(1).name());
        }
        List<AofPart> increments = with(parts, AofPart.Role.INCREMENT);
        for (int i = 1; i < increments.size(); i++) {
            if (increments.get(i).sequence() <= increments.get(i - 1).sequence()) {
                throw new BadInput(file + " lists " + increments.get(i).name() + " out of order");
            }
        }
        ordered.addAll(increments);
        for (AofPart part : ordered) {
            if (!Files.isRegularFile(part.file())) {
                throw new BadInput(
                        part.name() + ", which " + file + " lists, is missing", "copy the whole folder, all at once");
            }
        }
        ordered.addAll(with(parts, AofPart.Role.HISTORY));
        return ordered;
    }

    private static List<AofPart> with(List<AofPart> parts, AofPart.Role role) {
        return parts.stream().filter(part -> part.role() == role).toList();
    }

    private static AofPart part(ManifestLine line) {
        if (line.length() > LONGEST_LINE) {
            throw line.bad("is longer than a server reads");
        }
        String name = null;
        long sequence = 0;
        AofPart.Role role = null;
        List<String> words = line.words();
        for (int i = 0; i + 1 < words.size(); i += 2) {
            String value = words.get(i + 1);
            switch (words.get(i)) {
                case "file" -> name = plainName(line, value);
                case "seq" -> sequence = line.number(value);
                case "type" -> role = role(line, value);
                default -> {
                    // A newer server may say more about a file.
                }
            }
        }
        if (words.size() % 2 != 0 || name == null || role == null || sequence <= 0) {
            throw line.bad("does not say file, seq and type");
        }
        return new AofPart(line.file().resolveSibling(name), sequence, role);
    }

    private static AofPart.Role role(ManifestLine line, String value) {
        return switch (value) {
            case "b" -> AofPart.Role.BASE;
            case "i" -> AofPart.Role.INCREMENT;
            case "h" -> AofPart.Role.HISTORY;
            default -> throw line.bad("has the unknown type '" + value + "'");
        };
    }

    private static String plainName(ManifestLine line, String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..") || name.contains("/") || name.contains("\\")) {
            throw line.bad("names '" + name + "', which is not a plain file name");
        }
        if (name.indexOf('\0') >= 0) {
            throw line.bad("names a file with a NUL byte in it");
        }
        return name;
    }
}
