package dev.redkit.commands.model;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.io.AtomicOutput;
import dev.redkit.model.AiTensors;
import dev.redkit.model.MlCommands;
import dev.redkit.model.ModuleCommand;
import dev.redkit.model.ModuleWrite;
import dev.redkit.model.ServerModule;
import dev.redkit.predict.Predictors;
import dev.redkit.predict.Task;
import dev.redkit.render.Value;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** The layouts of {@code model import} that are commands for a module: to a server that has it, or into a file. */
final class ModelModules {
    private final Session session;
    private final Arg out;
    private final Arg as;
    private final Arg overwrite;

    ModelModules(Syntax syntax, Session session, Arg overwrite) {
        this.session = session;
        this.overwrite = overwrite;
        out = syntax.path("FILE", "redisml, redisai: write the commands to FILE.resp, no server needed", "--out");
        as = syntax.choice(Task.class, "redisml: what the model is, when it does not say it itself", "--as");
    }

    boolean toFile() {
        return out.present();
    }

    void redisMl(ModelFile model, Function<List<Tensor>, Tensor> matrix, String key, ModelPlace place) {
        List<ModuleCommand> commands = matrix == null
                ? MlCommands.of(key, Predictors.of(model, as.present() ? as.choice(Task.LINEAR) : null))
                : MlCommands.matrix(key, matrix.apply(model.tensors()));
        write(ServerModule.REDIS_ML, commands, MlCommands.TYPES, key, place);
    }

    void redisAi(List<Tensor> tensors, String key, ModelPlace place) {
        write(ServerModule.REDIS_AI, AiTensors.commands(key, tensors), AiTensors.TYPE, key, place);
    }

    private void write(ServerModule module, List<ModuleCommand> commands, String types, String key, ModelPlace place) {
        String what = "give " + commands.size() + " commands for '" + key + "' to the module " + module.module();
        if (out.present()) {
            toFile(commands, key);
        } else if (!place.onlySaid(what)) {
            try (ModuleWrite write = new ModuleWrite(session.redis(), module)) {
                int replaced = write.run(commands, types, overwrite.present());
                session.renderer()
                        .document(new Value.Fields()
                                .put("key", key)
                                .put("module", module.module())
                                .put("commands", commands.size())
                                .put("replaced", replaced));
            }
        }
    }

    private void toFile(List<ModuleCommand> commands, String key) {
        String file = out.text();
        if (!file.equals("-") && !file.endsWith(".resp")) {
            throw new UsageError("--out " + file + ": commands go into a file *.resp");
        }
        if (session.dryRun()) {
            session.console().line("would write " + commands.size() + " commands to " + file);
            return;
        }
        AtomicOutput.Rule[] rules =
                overwrite.present() ? new AtomicOutput.Rule[] {AtomicOutput.Rule.OVERWRITE} : new AtomicOutput.Rule[0];
        try (AtomicOutput output = AtomicOutput.open(file, session.console().out(), rules)) {
            for (ModuleCommand command : commands) {
                command.writeTo(output.stream());
            }
            output.commit();
        } catch (IOException e) {
            throw new CannotWrite("writing " + file + " failed: " + Reason.of(e), null, e);
        }
        if (!file.equals("-")) {
            session.renderer()
                    .document(
                            new Value.Fields().put("key", key).put("file", file).put("commands", commands.size()));
        }
    }
}
