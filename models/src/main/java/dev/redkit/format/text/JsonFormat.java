package dev.redkit.format.text;

import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Parameters as JSON: numbers and lists of them in nested objects. */
public final class JsonFormat implements ModelFormat {
    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<String> suffixes() {
        return List.of("json");
    }

    @Override
    public boolean recognises(Glimpse file) {
        String head = new String(file.head(), StandardCharsets.UTF_8).stripLeading();
        return file.fileName().endsWith(".json") || head.startsWith("{\"") || head.startsWith("{}");
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        return TextFiles.parameters(name(), file, Json::parse);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        TextFiles.requireReal(content, "JSON");
        new NestedWriter(out, NestedWriter.Style.JSON).write(content.tensors());
    }
}
