package dev.redkit.commands.tail;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.io.Rates;
import dev.redkit.tail.form.Decoder;
import dev.redkit.tail.form.Grep;
import dev.redkit.tail.form.JsonPath;
import dev.redkit.tail.form.RateLimit;
import dev.redkit.tail.form.Sample;
import dev.redkit.tail.form.Sieve;
import dev.redkit.tail.form.Where;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The options of {@code tail} that say which messages pass, and how their payloads are read. */
final class TailSieves {
    private final Arg decode;
    private final Arg where;
    private final Arg jsonPath;
    private final Arg grep;
    private final Arg exclude;
    private final Arg sample;
    private final Arg rate;
    private final List<Sieve> sieves = new ArrayList<>();

    TailSieves(Syntax syntax) {
        decode = syntax.option(
                "STEP,…", "read payloads as " + String.join(", ", Decoder.NAMES) + "; several in turn", "--decode");
        where = syntax.option(
                "EXPR",
                "only messages of which this is true (CEL): channel, pattern, id, payload, size, node, json",
                "--where");
        jsonPath = syntax.option(
                "PATH", "show only this value of a JSON payload, as $.user.name; without it no message", "--json-path");
        grep = syntax.option("REGEX", "only messages in which this is found; repeatable, one is enough", "--grep");
        exclude = syntax.option("REGEX", "no messages in which this is found; repeatable", "--exclude");
        sample = syntax.option("1/N", "only every N-th message", "--sample");
        rate = syntax.option("RATE", "show no more than so many a second, as 5/s", "--rate-limit");
    }

    /** In the order of their cost: what leaves messages out cheaply comes first. */
    List<Sieve> open() {
        if (sample.present()) {
            sieves.add(new Sample(each()));
        }
        if (decode.present()) {
            for (String step : String.join(",", decode.all()).split(",", -1)) {
                sieves.add(Decoder.named(step));
            }
        }
        if (grep.present()) {
            sieves.add(new Grep(expressions(grep), true));
        }
        if (exclude.present()) {
            sieves.add(new Grep(expressions(exclude), false));
        }
        if (where.present()) {
            sieves.add(new Where(where.text()));
        }
        if (jsonPath.present()) {
            sieves.add(new JsonPath(jsonPath.text()));
        }
        if (rate.present()) {
            sieves.add(new RateLimit(Rates.parse(rate.text()), System::nanoTime));
        }
        return List.copyOf(sieves);
    }

    /** What a person should know at the end. */
    void tell(Console console) {
        for (Sieve sieve : sieves) {
            if (sieve instanceof Where one && one.unclear() > 0) {
                console.note("--where could not be worked out for " + one.unclear() + " messages, which were left out: "
                        + one.why());
            } else if (sieve instanceof Decoder one && one.failed() > 0) {
                console.note("--decode could not read " + one.failed() + " payloads, which are shown as they are");
            } else if (sieve instanceof RateLimit one && one.held() > 0) {
                console.note("--rate-limit left out " + one.held() + " messages");
            }
        }
    }

    private long each() {
        String text = sample.text();
        String number = text.startsWith("1/") ? text.substring(2) : text;
        Arg plain = new Arg(sample.name(), false, false);
        plain.set(number);
        return plain.number(1, 1, Long.MAX_VALUE);
    }

    private static List<Pattern> expressions(Arg arg) {
        return arg.all().stream()
                .map(text -> TailCommand.regex(text, arg.name()))
                .toList();
    }
}
