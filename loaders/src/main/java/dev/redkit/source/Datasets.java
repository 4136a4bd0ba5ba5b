package dev.redkit.source;

import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the datasets that a user names, in order: files, {@code -}, globs, folders (all files in it that have the suffix of a
 * format), web addresses, members of archives as {@code file.zip!*.csv}, and {@code jdbc:} addresses with a query.
 */
public final class Datasets {
    private final RowSources sources;
    private final InputStream stdin;
    private final JdbcOptions jdbc;

    /**
     * A finder.
     *
     * @param jdbc what belongs to {@code jdbc:} addresses
     */
    public Datasets(Formats formats, InputStream stdin, JdbcOptions jdbc) {
        this.sources = new RowSources(formats);
        this.stdin = stdin;
        this.jdbc = jdbc;
    }

    /** All of them; never none. */
    public List<Dataset> of(List<String> places) {
        List<Dataset> found = new ArrayList<>();
        for (String place : places) {
            found.addAll(of(place));
        }
        if (found.isEmpty()) {
            throw new UsageError("there is nothing to read", "name a file, or - for standard input");
        }
        if (places.stream().filter("-"::equals).count() > 1) {
            throw new UsageError("standard input can be read only once");
        }
        return List.copyOf(found);
    }

    private List<Dataset> of(String place) {
        if (place.equals("-")) {
            return List.of(new InputDataset("standard input", sources, () -> Input.open("-", stdin), none -> null));
        }
        if (place.startsWith("http://") || place.startsWith("https://")) {
            return List.of(web(place));
        }
        if (place.startsWith("jdbc:")) {
            return List.of(new JdbcDataset(place, jdbc));
        }
        Path path = path(place);
        if (Files.exists(path)) {
            return path(path, place);
        }
        int mark = place.indexOf('!');
        if (mark > 0 && Files.exists(path(place.substring(0, mark)))) {
            return Archive.of(path(place.substring(0, mark)), sources).members(place.substring(mark + 1));
        }
        return FileTree.isGlob(place)
                ? FileTree.glob(place).stream().map(this::file).toList()
                : List.of(file(path));
    }

    private List<Dataset> path(Path path, String place) {
        if (Files.isDirectory(path)) {
            return FileTree.folder(path, sources.formats()).stream()
                    .map(this::file)
                    .toList();
        }
        return Archive.isNamedLikeOne(place) ? Archive.of(path, sources).members("") : List.of(file(path));
    }

    private Dataset file(Path file) {
        return new InputDataset(file.toString(), sources, () -> Input.open(file), none -> Fingerprint.of(file));
    }

    private Dataset web(String address) {
        int query = address.indexOf('?');
        String name = (query < 0 ? address : address.substring(0, query)).replaceFirst("//[^/@]*@", "//");
        return new InputDataset(name, sources, () -> Input.open(address, stdin), none -> {
            try (Input input = Input.open(address, stdin)) {
                boolean known =
                        input.size() != Progress.UNKNOWN && input.version().isPresent();
                return known ? name + " " + input.size() + " " + input.version().get() : null;
            }
        });
    }

    private static Path path(String place) {
        try {
            return Path.of(place);
        } catch (InvalidPathException e) {
            throw new UsageError("'" + place.replace("\0", "\\0") + "' is not a path", null, e);
        }
    }
}
