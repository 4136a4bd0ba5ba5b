package dev.redkit.commands.model;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.model.HashModels;
import dev.redkit.model.ModelName;
import dev.redkit.model.ModelStore;
import dev.redkit.model.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Where models are, on the server and in files: what all commands of the family share. */
final class ModelPlace {
    private final Session session;
    private final Arg prefix;

    ModelPlace(Syntax syntax, Session session) {
        this.session = session;
        this.prefix = syntax.option("WORD", "how the keys of models begin (default: model)", "--prefix");
    }

    ModelStore open() {
        return ModelStore.open(session.redis(), prefix.text("model"));
    }

    String prefix() {
        return prefix.text("model");
    }

    static InstantSource clock() {
        return InstantSource.system();
    }

    /** Asks where the profile wants that; true when it is only to be said what would be done. */
    boolean onlySaid(String what) {
        if (session.dryRun()) {
            session.console().line("would " + what);
            return true;
        }
        if (session.isProtected()) {
            session.console().confirm("to " + what + " on the protected " + session.target());
        }
        return false;
    }

    /** The model that a user means: a file that is there and looks like one, or a version on the server. */
    ModelFile open(String word, String format, ReadOptions options) {
        if (isFile(word)) {
            return openFile(Path.of(word), format, options);
        }
        return openStored(word);
    }

    /** A version on the server; or a hash that keeps parameters as text, when no model is called so. */
    ModelFile openStored(String word) {
        try (ModelStore store = open();
                HashModels hashes = new HashModels(session.redis())) {
            if (store.find(ModelName.nameIn(word)).isEmpty() && hashes.isThere(word)) {
                return hashes.read(word);
            }
            return store.open(ModelName.parse(word));
        }
    }

    /** The version that was opened, or null. */
    static String version(ModelFile model) {
        return model instanceof StoredModel stored ? stored.version() : null;
    }

    /** A name without a slash and without the suffix of a format is a model, whatever lies in the current directory. */
    static boolean isFile(String word) {
        try {
            Path path = Path.of(word);
            return Files.exists(path)
                    && (word.contains("/") || ModelFormats.bySuffix(word).isPresent());
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static ModelFile openFile(Path file, String format, ReadOptions options) {
        try {
            ModelFormat reader = format == null ? ModelFormats.byContent(file) : ModelFormats.byName(format);
            return reader.open(file, options);
        } catch (IOException e) {
            throw new BadInput(file + " cannot be read: " + Reason.of(e), null, e);
        }
    }

    /** Closes what was only read. */
    static void close(ModelFile file) {
        try {
            file.close();
        } catch (IOException e) {
            throw new BadInput("closing the model failed: " + Reason.of(e), null, e);
        }
    }
}
