package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.predict.Prediction;
import dev.redkit.predict.Predictor;
import dev.redkit.predict.Predictors;
import dev.redkit.predict.Task;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A model that Redis-ML holds: each row is asked of the server. What it was trained for, its key does not tell. */
public final class MlModel implements Predictor, Closeable {
    private final Masters masters;
    private final String key;
    private final Task task;

    private MlModel(Masters masters, String key, Task task) {
        this.masters = masters;
        this.key = key;
        this.task = task;
    }

    /**
     * The model under a key, when that is one of the module.
     *
     * @param said what the user says that it is, or null
     */
    public static Optional<MlModel> open(Redis redis, String key, Task said) {
        Masters masters = new Masters(redis);
        try {
            String type = masters.ask("TYPE", Texts.bytes(key)).text();
            if (!type.startsWith(MlCommands.TYPES)) {
                masters.close();
                return Optional.empty();
            }
            return Optional.of(new MlModel(masters, key, task(key, type, said)));
        } catch (RuntimeException e) {
            masters.close();
            throw e;
        }
    }

    private static Task task(String key, String type, Task said) {
        List<Task> possible = switch (type) {
            case "RLML_RGRS" -> List.of(Task.LINEAR, Task.LOGISTIC);
            case "RLML_KMNS" -> List.of(Task.KMEANS);
            case "RLML_FRST" ->
                List.of(Task.CLASSIFICATION, Task.REGRESSION, Task.BOOSTED_CLASSIFICATION, Task.BOOSTED_REGRESSION);
            default -> List.of();
        };
        if (possible.isEmpty()) {
            throw new UsageError("'" + key + "' is of type " + type + ", which predicts nothing");
        }
        Task task = said == null && possible.size() == 1 ? possible.get(0) : said;
        if (task == null || !possible.contains(task)) {
            throw new UsageError(
                    "'" + key + "' is of type " + type + ", which does not tell what it was made for",
                    "say it: --as "
                            + String.join(
                                    ", or ",
                                    possible.stream().map(Predictors::word).toList()));
        }
        return task;
    }

    @Override
    public String kind() {
        return "Redis-ML";
    }

    /** The module does not tell. */
    @Override
    public int features() {
        return -1;
    }

    @Override
    public Prediction predict(double[] row) {
        return meaning(task, number(ask(command(key, task, row))));
    }

    /** The command that asks for a row. */
    static List<String> command(String key, Task task, double[] row) {
        List<String> words = new ArrayList<>();
        switch (task) {
            case LINEAR -> words.add("ML.LINREG.PREDICT");
            case LOGISTIC -> words.add("ML.LOGREG.PREDICT");
            case KMEANS -> words.add("ML.KMEANS.PREDICT");
            default -> {
                StringBuilder sample = new StringBuilder();
                for (int i = 0; i < row.length; i++) {
                    sample.append(i == 0 ? "" : ",").append(i).append(':').append(row[i]);
                }
                String mode = task == Task.CLASSIFICATION ? "CLASSIFICATION" : "REGRESSION";
                return List.of("ML.FOREST.RUN", key, sample.toString(), mode);
            }
        }
        words.add(key);
        for (double number : row) {
            words.add(Double.toString(number));
        }
        return words;
    }

    /** What the number of the module is in the words of {@link Prediction}. */
    static Prediction meaning(Task task, double number) {
        return switch (task) {
            case LOGISTIC -> new Prediction(number > 0.5 ? 1 : 0, List.of(1 - number, number));
            case BOOSTED_CLASSIFICATION -> new Prediction(number > 0 ? 1 : 0, List.of());
            default -> new Prediction(number, List.of());
        };
    }

    private Reply ask(List<String> words) {
        Reply reply = masters.of(Texts.bytes(key)).call(words.toArray(String[]::new));
        if (reply instanceof Reply.Err error) {
            throw Refusal.failure(error, words.get(0) + " of " + key);
        }
        return reply;
    }

    private double number(Reply reply) {
        try {
            return reply instanceof Reply.Dbl one ? one.value() : Double.parseDouble(reply.text());
        } catch (NumberFormatException | IllegalStateException e) {
            throw new BadInput("the server answers for '" + key + "' with what is no number", null, e);
        }
    }

    @Override
    public void close() {
        masters.close();
    }
}
