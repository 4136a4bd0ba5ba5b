package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.util.function.Function;
import java.util.function.Supplier;

/** A dataset that is one stream of bytes. */
final class InputDataset implements Dataset {
    private final String name;
    private final RowSources sources;
    private final Supplier<Input> input;
    private final Function<Dataset, String> fingerprint;

    /**
     * A dataset that is not open yet.
     *
     * @param fingerprint takes it when it is asked for
     */
    InputDataset(String name, RowSources sources, Supplier<Input> input, Function<Dataset, String> fingerprint) {
        this.name = name;
        this.sources = sources;
        this.input = input;
        this.fingerprint = fingerprint;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public RowSources.Opened begin(SourceOptions options, Progress progress) {
        Input opened = input.get().reportTo(progress);
        try {
            return sources.begin(name, opened.stream(), options);
        } catch (IOException e) {
            throw new BadInput("cannot read " + name + ": " + Reason.of(e), null, e);
        }
    }

    @Override
    public String fingerprint() {
        return fingerprint.apply(this);
    }

    @Override
    public String toString() {
        return name;
    }
}
