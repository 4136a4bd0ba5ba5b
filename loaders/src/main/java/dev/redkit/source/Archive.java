package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Compression;
import dev.redkit.io.Input;
import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A zip or tar file with datasets in it. Its members are read where they lie: nothing is unpacked to disk. */
abstract class Archive {
    /**
     * A file in an archive.
     *
     * @param index its place among the members
     * @param version what tells it from another of its name
     */
    record Member(int index, String name, long size, String version) {}

    /** Enough to be any archive of datasets; a list without end is none. */
    static final int MOST_MEMBERS = 1_000_000;

    private final Path file;
    private final RowSources sources;

    Archive(Path file, RowSources sources) {
        this.file = file;
        this.sources = sources;
    }

    static Archive of(Path file, RowSources sources) {
        return plainName(file.toString()).endsWith(".zip")
                ? new ZipArchive(file, sources)
                : new TarArchive(file, sources);
    }

    static boolean isNamedLikeOne(String name) {
        String plain = plainName(name);
        return plain.endsWith(".zip") || plain.endsWith(".tar");
    }

    private static String plainName(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replaceFirst("\\.t(gz|bz2|xz|zst)$", ".tar.$1");
        return Compression.ofName(lower) == Compression.NONE ? lower : lower.substring(0, lower.lastIndexOf('.'));
    }

    /** The members that match, by name; with an empty pattern, all that have the suffix of a format. */
    List<Dataset> members(String pattern) {
        List<Member> wanted = new ArrayList<>();
        PathMatcher matcher = FileTree.matcher(pattern);
        try {
            for (Member member : list()) {
                boolean matches = pattern.isEmpty()
                        ? sources.formats()
                                .bySuffix(FormatGuess.suffix(member.name()))
                                .isPresent()
                        : member.name().equals(pattern) || matcher.matches(Path.of(member.name()));
                if (matches) {
                    wanted.add(member);
                }
            }
        } catch (IOException e) {
            throw broken(e);
        }
        if (wanted.isEmpty()) {
            throw new UsageError(
                    pattern.isEmpty()
                            ? "there is no file of a known format in " + file
                            : "nothing in " + file + " is called " + pattern,
                    "name its members as " + file.getFileName() + "!*.csv; ** goes through folders");
        }
        wanted.sort(inOrder());
        return wanted.stream().map(this::dataset).toList();
    }

    private Dataset dataset(Member member) {
        String name = file + "!" + member.name();
        return new InputDataset(name, sources, () -> input(name, member), none -> fingerprint(member));
    }

    private Input input(String name, Member member) {
        try {
            return open(name, member);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    final BadInput broken(Exception e) {
        return new BadInput(
                "cannot read the archive " + file + ": "
                        + (e instanceof IOException io ? Reason.of(io) : String.valueOf(e.getMessage())),
                null,
                e);
    }

    final Path file() {
        return file;
    }

    /** All its files. */
    abstract List<Member> list() throws IOException;

    /** In which order they are best read. */
    abstract Comparator<Member> inOrder();

    abstract Input open(String name, Member member) throws IOException;

    abstract String fingerprint(Member member);
}
