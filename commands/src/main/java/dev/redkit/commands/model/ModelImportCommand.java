package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ReadOptions;
import dev.redkit.io.ByteSizes;
import dev.redkit.model.Import;
import dev.redkit.model.ImportOptions;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** {@code redkit model import}: a file of any framework becomes a version of a model. */
final class ModelImportCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg file;
    private final Arg name;
    private final Arg format;
    private final Arg opaque;
    private final Arg dequantize;
    private final ModelWriteArgs writing;
    private final ModelPlainLayouts plain;

    ModelImportCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Read a model file and keep its parameters as a new version of a model.",
                "The format is seen in the file. The version becomes current in one moment, when all of it is there and"
                        + " was looked at: readers see the old one or the new one. With a tag (NAME:TAG) only the tag"
                        + " moves. What is interrupted leaves nothing behind; a server or process that dies leaves keys"
                        + " that expire.",
                "Exit code 3 when --if-current does not hold, 8 when the file is damaged; nothing is changed then.");
        syntax.examples(
                "redkit model import bert.safetensors bert",
                "redkit model import checkpoint.npz bert:canary --dedupe",
                "redkit model import params.json linear_regression --layout hash",
                "redkit model import spark/linreg/ price --layout redisml # ML.LINREG.SET price …",
                "redkit model import spark/forest/ churn --layout redisml --out churn.resp");
        file = syntax.parameter("FILE|DIR", "a model file, or a directory of its parts", true);
        name = syntax.parameter("NAME[:TAG]", "the model, and a tag to move instead of 'current'", true);
        format = syntax.option("FORMAT", "read it as this format, whatever it looks like", "--format");
        opaque = syntax.flag(
                "in a pickle, collect the tensors of classes that are not known; nothing is executed either way",
                "--opaque");
        dequantize = syntax.flag(
                "of GGUF, Q4_0 to Q8_0 as the F32 numbers that they stand for, not as the bytes of their blocks",
                "--dequantize");
        writing = new ModelWriteArgs(syntax);
        plain = new ModelPlainLayouts(syntax, session);
        syntax.section("Where:");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        ReadOptions reading = new ReadOptions(opaque.present(), dequantize.present());
        ModelFile source = ModelPlace.openFile(Path.of(file.text()), format.text(), reading);
        try {
            if (plain.present()) {
                plain.write(source, name.text(), place);
            } else {
                intoStore(source);
            }
        } finally {
            ModelPlace.close(source);
        }
    }

    private void intoStore(ModelFile source) {
        ModelName to = ModelName.forTag(name.text());
        ImportOptions options = writing.options();
        List<Tensor> tensors = source.tensors();
        long bytes = tensors.stream().mapToLong(Tensor::bytes).sum();
        String what = "write " + tensors.size() + " tensors (" + ByteSizes.format(bytes) + ") as a new version of '"
                + to.name() + "'";
        if (place.onlySaid(what)) {
            return;
        }
        Import.Order order = new Import.Order(
                to.name(),
                new Import.Content(
                        tensors,
                        source.metadata(),
                        Path.of(file.text()).getFileName().toString(),
                        source.format()),
                writing.visibility(to.ref().isEmpty() ? null : to.ref()));
        try (ModelStore store = place.open()) {
            ModelWriteArgs.run(session, store, order, options);
        }
    }
}
