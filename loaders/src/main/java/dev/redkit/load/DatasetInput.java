package dev.redkit.load;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.source.Dataset;
import dev.redkit.source.RowSources;
import dev.redkit.source.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A dataset that is read with the options of its load. */
public record DatasetInput(Dataset dataset, SourceOptions options, Progress progress) implements LoadInput {
    private static final long SAMPLE = 8L << 20;

    @Override
    public String name() {
        return dataset.name();
    }

    @Override
    public String id() {
        Path file = Path.of(dataset.name());
        PlanText text = new PlanText();
        text.add(Files.exists(file) ? file.toAbsolutePath().normalize() : dataset.name());
        text.options(options);
        return text.toString();
    }

    @Override
    public RowSources.Opened open() {
        return dataset.begin(options, progress);
    }

    @Override
    public long size() {
        Path file = Path.of(dataset.name());
        if (!Files.isRegularFile(file)) {
            return -1;
        }
        try (Input input = Input.open(file)) {
            return input.isCompressed() ? expanded(input) : input.size();
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    /** What a compressed file holds, if all of it is like its beginning. */
    private static long expanded(Input input) throws IOException {
        byte[] piece = new byte[64 * 1024];
        long plain = 0;
        int got = 0;
        while (plain < SAMPLE && got >= 0) {
            got = input.stream().read(piece);
            plain += Math.max(0, got);
        }
        return got < 0 ? plain : (long) ((double) plain * input.size() / input.bytesRead());
    }

    @Override
    public String fingerprint() {
        return dataset.fingerprint();
    }
}
