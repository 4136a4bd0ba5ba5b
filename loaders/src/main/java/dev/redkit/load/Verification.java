package dev.redkit.load;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.record.Row;
import dev.redkit.redis.Questions;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Reads back what was loaded: the inputs go through the mapping once more, and the servers are asked for it. */
public final class Verification {
    private static final int BATCH = 256;
    private static final int SAMPLE = 1000;
    private static final int SHOWN = 10;

    private final LoadPlan plan;
    private final Verify how;
    private final List<Question> questions = new ArrayList<>();
    private final List<String> places = new ArrayList<>();
    private final List<String> examples = new ArrayList<>();
    private long checked;
    private long different;

    /**
     * What was found.
     *
     * @param checked changes that were asked for
     * @param different those that are not there, or not so; a later record for the same place makes it so too
     * @param examples where the first of them stand
     */
    public record Result(long checked, long different, List<String> examples) {}

    public Verification(LoadPlan plan, Verify how) {
        this.plan = plan;
        this.how = how;
    }

    /**
     * Compares.
     *
     * @param records how many were read, for a sample of them
     */
    public Result run(Redis redis, long records, BooleanSupplier stopped) {
        long step = how == Verify.SAMPLE ? Math.max(1, records / SAMPLE) : 1;
        long number = 0;
        try (Questions ask = new Questions(redis);
                Inputs inputs = new Inputs(plan.inputs(), Position.START)) {
            RowStream rows = new RowStream(inputs, plan.mapping()::bind, plan.selection());
            for (Row row = rows.next(); row != null && !stopped.getAsBoolean(); row = rows.next()) {
                if (number++ % step == 0 && row.fault() == null) {
                    String place = row.line() > 0 ? inputs.name() + ":" + row.line() : "record " + row.number();
                    rows.mapper().map(row, change -> add(change, place));
                }
                if (questions.size() >= BATCH) {
                    ask(ask);
                }
            }
            ask(ask);
        } catch (IOException e) {
            throw new BadInput("cannot read the inputs again: " + Reason.of(e), null, e);
        }
        return new Result(checked, different, examples);
    }

    private void add(Change change, String place) {
        if (change.structure() != Structure.PUBSUB) {
            questions.add(how == Verify.COUNT ? Question.exists(change) : Question.same(change, plan.mode()));
            places.add(place);
        }
    }

    private void ask(Questions ask) {
        List<byte[][]> commands = questions.stream().map(Question::command).toList();
        List<Reply> replies = ask.ask(commands);
        for (int i = 0; i < replies.size(); i++) {
            checked++;
            Reply reply = replies.get(i);
            if (reply instanceof Reply.Err || !questions.get(i).expected().is(reply)) {
                different++;
                if (examples.size() < SHOWN) {
                    examples.add(places.get(i));
                }
            }
        }
        questions.clear();
        places.clear();
    }
}
