package dev.redkit.commands.model;

import dev.redkit.format.Beside;
import dev.redkit.io.AtomicOutput;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The files beside the one that an export is told to write: each appears whole, and all of them before that one. */
final class ExportedFiles implements Beside, Closeable {
    private final Path main;
    private final AtomicOutput.Rule[] rules;
    private final List<AtomicOutput> files = new ArrayList<>();

    ExportedFiles(Path main, AtomicOutput.Rule... rules) {
        this.main = main;
        this.rules = rules;
    }

    @Override
    public String fileName() {
        return String.valueOf(main.getFileName());
    }

    @Override
    public OutputStream open(String name) {
        AtomicOutput file = AtomicOutput.open(main.resolveSibling(name), rules);
        files.add(file);
        return file.stream();
    }

    void commit() throws IOException {
        for (AtomicOutput file : files) {
            file.commit();
        }
    }

    @Override
    public void close() {
        files.forEach(AtomicOutput::close);
    }
}
