package dev.redkit.load;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.io.AtomicOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * How far a load has come: everything before its position has been answered for by the server. Written now and then,
 * read by {@code --resume}.
 *
 * @param plan what was loaded how, in short: another plan may not go on from here
 * @param fingerprints of the inputs; "" for one that has none
 * @param position where to go on
 * @param account the figures up to there
 * @param rejectsLength how long the file of rejects was then
 */
record Checkpoint(
        String plan, List<String> fingerprints, Position position, Account.Figures account, long rejectsLength) {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    void write(Path path) {
        try (AtomicOutput file = AtomicOutput.open(path, AtomicOutput.Rule.OVERWRITE)) {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
                json.writeStartObject();
                json.writeStringProperty("plan", plan);
                json.writeArrayPropertyStart("inputs");
                for (String fingerprint : fingerprints) {
                    json.writeString(fingerprint);
                }
                json.writeEndArray();
                json.writeNumberProperty("file", position.file());
                json.writeNumberProperty("records", position.records());
                json.writeNumberProperty("offset", position.offset());
                json.writeNumberProperty("line", position.line());
                json.writeNumberProperty("read", account.read());
                json.writeNumberProperty("written", account.written());
                json.writeNumberProperty("skipped", account.skipped());
                json.writeNumberProperty("rejected", account.rejected());
                json.writeNumberProperty("rejects_length", rejectsLength);
                json.writeEndObject();
            }
            text.writeTo(file.stream());
            file.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write the checkpoint " + path + ": " + Reason.of(e), null, e);
        }
    }

    /** Reads a checkpoint; null when there is none. */
    static Checkpoint read(Path path) {
        Fields fields = new Fields();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), Files.readAllBytes(path))) {
            while (json.nextToken() != null) {
                fields.take(json);
            }
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new BadInput("cannot read the checkpoint " + path + ": " + Reason.of(e), null, e);
        } catch (StreamReadException e) {
            throw new BadInput(path + " is not a checkpoint", "delete it to start anew", e);
        }
        if (fields.plan == null) {
            throw new BadInput(path + " is not a checkpoint", "delete it to start anew");
        }
        return fields.checkpoint();
    }

    private static final class Fields {
        String plan;
        final List<String> fingerprints = new ArrayList<>();
        Position position = Position.START;
        Account.Figures account = new Account.Figures(0, 0, 0, 0, 0);
        long rejectsLength;

        void take(JsonParser json) {
            if (json.currentToken() == JsonToken.VALUE_STRING) {
                if (json.streamReadContext().inArray()) {
                    fingerprints.add(json.getString());
                } else if (json.currentName().equals("plan")) {
                    plan = json.getString();
                }
            } else if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                number(json.currentName(), json.getLongValue());
            }
        }

        private void number(String name, long value) {
            Position p = position;
            Account.Figures a = account;
            switch (name) {
                case "file" -> position = new Position((int) value, p.records(), p.offset(), p.line());
                case "records" -> position = new Position(p.file(), value, p.offset(), p.line());
                case "offset" -> position = new Position(p.file(), p.records(), value, p.line());
                case "line" -> position = new Position(p.file(), p.records(), p.offset(), value);
                case "read" -> account = new Account.Figures(value, a.written(), a.skipped(), a.rejected(), 0);
                case "written" -> account = new Account.Figures(a.read(), value, a.skipped(), a.rejected(), 0);
                case "skipped" -> account = new Account.Figures(a.read(), a.written(), value, a.rejected(), 0);
                case "rejected" -> account = new Account.Figures(a.read(), a.written(), a.skipped(), value, 0);
                case "rejects_length" -> rejectsLength = value;
                default -> {
                    // A later version may say more.
                }
            }
        }

        Checkpoint checkpoint() {
            return new Checkpoint(plan, List.copyOf(fingerprints), position, account, rejectsLength);
        }
    }
}
