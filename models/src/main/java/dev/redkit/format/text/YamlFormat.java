package dev.redkit.format.text;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;

/** Parameters as YAML: numbers and lists of them in nested mappings. */
public final class YamlFormat implements ModelFormat {
    @Override
    public String name() {
        return "yaml";
    }

    @Override
    public List<String> suffixes() {
        return List.of("yaml", "yml");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return suffixes().stream().anyMatch(suffix -> file.fileName().endsWith("." + suffix));
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return TextFiles.parameters(name(), file, Yaml::parse);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        TextFiles.requireReal(content, "YAML");
        new NestedWriter(out, NestedWriter.Style.YAML).write(content.tensors());
    }
}
