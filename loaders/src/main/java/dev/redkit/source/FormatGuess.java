package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Compression;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Which format a dataset has: what its first bytes leave no doubt of, what its name ends in, what it looks like. */
final class FormatGuess {
    private FormatGuess() {}

    static Format of(String name, byte[] head, SourceOptions options, Formats formats) {
        for (Format format : formats.all()) {
            if (format.magic().begins(head)) {
                return format;
            }
        }
        Optional<Format> named = formats.bySuffix(suffix(name));
        if (named.isPresent() && !named.get().name().equals(Formats.LINES.name())) {
            return named.get();
        }
        if (options.delimited().widths() != null) {
            return Formats.FIXED;
        }
        if (options.delimited().dialect().delimiter() != null) {
            return Formats.CSV;
        }
        if (named.isPresent()) {
            return named.get();
        }
        return ofContent(name, head);
    }

    private static Format ofContent(String name, byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1)
                .replaceFirst("^\u00ef\u00bb\u00bf", "")
                .stripLeading();
        if (text.startsWith("PK\3\4") || text.startsWith("ustar", 257)) {
            throw new BadInput(name + " is an archive", "name the files in it, as archive.zip!*.csv");
        }
        if (text.indexOf('\0') >= 0) {
            throw unknown(name);
        }
        if (text.startsWith("{")) {
            return isLines(text) ? Formats.JSONL : Formats.JSON;
        }
        if (text.startsWith("[")) {
            return Formats.JSON;
        }
        if (text.startsWith("<")) {
            return Formats.XML;
        }
        if (text.matches("(?s)\\*\\d{1,9}\r\n[$:+_].*")) {
            return Formats.RESP;
        }
        return DelimiterGuess.of(head).isPresent() ? Formats.CSV : Formats.LINES;
    }

    private static UsageError unknown(String name) {
        return new UsageError("cannot see which format " + name + " has", "say it with --format");
    }

    /** Whether each line is an object, as far as the first two say. */
    private static boolean isLines(String text) {
        List<String> lines =
                text.lines().filter(line -> !line.isBlank()).limit(2).toList();
        return lines.size() == 2
                && lines.get(0).strip().endsWith("}")
                && lines.get(1).stripLeading().startsWith("{");
    }

    /** What the name ends in, that of a compression and the query of an address left out. */
    static String suffix(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        int query = plain.startsWith("http") ? plain.indexOf('?') : -1;
        plain = query < 0 ? plain : plain.substring(0, query);
        if (Compression.ofName(plain) != Compression.NONE) {
            plain = plain.substring(0, plain.lastIndexOf('.'));
        }
        int file = Math.max(plain.lastIndexOf('/'), plain.lastIndexOf('!'));
        int dot = plain.lastIndexOf('.');
        return dot > file ? plain.substring(dot + 1) : "";
    }
}
