package dev.redkit.format.tensorflow;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Beside;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.Siblings;
import dev.redkit.format.WriteOptions;
import dev.redkit.region.Region;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * TensorFlow's checkpoints, version 2. One is named by its index, by any of its shards, by what they begin with, or by the
 * folder that holds it; a SavedModel by its folder or its {@code saved_model.pb}.
 */
public final class TensorflowFormat implements ModelFormat {
    private static final String INDEX = ".index";
    private static final Pattern SHARD = Pattern.compile("(.+)\\.data-\\d{5}-of-\\d{5}");
    private static final Pattern LATEST = Pattern.compile("(?m)^model_checkpoint_path: \"([^\"]+)\"");
    private static final long MOST_STATE = 10 << 20;

    @Override
    public String name() {
        return "tensorflow";
    }

    @Override
    public List<String> suffixes() {
        return List.of("index");
    }

    /** The file of a shard. */
    static String shard(String index, int shard, int count) {
        String prefix = index.substring(0, index.length() - INDEX.length());
        return String.format(Locale.ROOT, "%s.data-%05d-of-%05d", prefix, shard, count);
    }

    @Override
    public boolean recognises(Glimpse file) {
        Path index;
        try {
            index = index(file.path()).orElse(null);
        } catch (BadInput e) {
            // A folder that names a checkpoint is one of checkpoints; whoever opens it hears what is wrong with the
            // name.
            return true;
        }
        if (index == null) {
            return false;
        }
        try (Region region = Region.of(index)) {
            return Table.isOne(region);
        } catch (IOException | BadInput | UsageError e) {
            return false;
        }
    }

    /** The index that a user means, if there is one. */
    public static Optional<Path> index(Path named) {
        String name = String.valueOf(named.getFileName());
        Matcher shard = SHARD.matcher(name);
        if (Files.isDirectory(named)) {
            return inside(named);
        }
        Path index = name.endsWith(INDEX)
                ? named
                : name.equals("saved_model.pb")
                        ? named.resolveSibling("variables").resolve("variables" + INDEX)
                        : named.resolveSibling((shard.matches() ? shard.group(1) : name) + INDEX);
        return Optional.of(index).filter(Files::isRegularFile);
    }

    /** Of a SavedModel, or the one that the folder calls its latest, or the only one in it. */
    private static Optional<Path> inside(Path folder) {
        Path variables = folder.resolve("variables").resolve("variables" + INDEX);
        if (Files.isRegularFile(variables)) {
            return Optional.of(variables);
        }
        Path state = folder.resolve("checkpoint");
        try (Stream<Path> files = Files.list(folder)) {
            if (Files.isRegularFile(state) && Files.size(state) <= MOST_STATE) {
                Matcher latest = LATEST.matcher(Files.readString(state, StandardCharsets.ISO_8859_1));
                if (latest.find()) {
                    return Optional.of(Siblings.resolve(state, latest.group(1) + INDEX));
                }
            }
            List<Path> all = files.filter(
                            file -> String.valueOf(file.getFileName()).endsWith(INDEX))
                    .limit(2)
                    .toList();
            return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
        } catch (IOException e) {
            throw new BadInput("reading " + folder + " failed: " + Reason.of(e), null, e);
        }
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        Path index = index(file)
                .orElseThrow(() -> new UsageError(
                        file + " is no checkpoint of TensorFlow: there is no " + file + INDEX,
                        "name its .index file, or the folder of a SavedModel"));
        return OpenedTensors.read(opened -> {
            Checkpoint checkpoint = new Checkpoint(index, opened).read();
            return new OpenedTensors(name(), checkpoint.tensors(), checkpoint.metadata(), opened);
        });
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        Beside beside = options.beside()
                .orElseThrow(() -> new UsageError(
                        "a checkpoint of TensorFlow is two files, which standard output cannot be",
                        "--out NAME.index puts NAME.data-00000-of-00001 beside it"));
        if (!beside.fileName().endsWith(INDEX)) {
            throw new UsageError(
                    "a checkpoint of TensorFlow is named by its index, which '" + beside.fileName() + "' is not",
                    "--out NAME.index");
        }
        OutputStream data = new BufferedOutputStream(beside.open(shard(beside.fileName(), 0, 1)), 64 << 10);
        CheckpointWriter.write(content, out, data);
        data.flush();
    }
}
