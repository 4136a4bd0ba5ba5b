package dev.redkit.commands.ops;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.doctor.Diagnosis;
import dev.redkit.doctor.Doctor;
import dev.redkit.doctor.Finding;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.Severity;
import dev.redkit.doctor.facts.Examination;
import dev.redkit.doctor.facts.Patient;
import dev.redkit.doctor.rules.Rules;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code redkit doctor}: what is wrong with servers, why it matters, and what mends it. */
public final class DoctorCommand implements Action {
    private static final int SAMPLE = 1000;
    private static final int MOST = 100_000;

    private final Session session;
    private final Arg failOn;
    private final Arg skip;
    private final Arg sample;

    private DoctorCommand(Syntax syntax, Session session) {
        this.session = session;
        failOn = syntax.oneOf(
                "end with exit code 3 when something that bad, or worse, is found",
                List.of("warn", "error"),
                "--fail-on");
        skip = syntax.option("RULE,…", "leave these rules out; repeatable ('doctor rules' lists them)", "--skip");
        sample = syntax.option(
                "N", "look at the size of so many keys of each master (default " + SAMPLE + ", 0: none)", "--sample");
    }

    public static void describe(Syntax syntax, Session session) {
        syntax.action(new DoctorCommand(syntax, session));
        syntax.description(
                "Look for what is wrong: with a server, with all nodes of a cluster, or with a master, its replicas and its"
                        + " sentinels.",
                "Each finding comes with what was read, why it matters, and the command that mends it. Nothing is changed."
                        + " What may not be read is told, not guessed.",
                "Exit code 3 with --fail-on, 4 when a node did not answer.");
        syntax.examples(
                "redkit doctor",
                "redkit doctor -c --fail-on error # in a pipeline: 3 when something is broken",
                "redkit doctor -o json | jq -r '.findings[].mend'",
                "redkit doctor --skip no-password,latency-monitor-off");
        Syntax rules = syntax.subcommand("rules", "List what is looked for");
        rules.action(new DoctorRulesCommand(rules, session));
        Syntax self = syntax.subcommand("self", "Look at redkit itself and the machine it runs on");
        self.action(new DoctorSelfCommand(self, session));
    }

    @Override
    public void run() {
        List<Rule> rules = rules();
        int most = (int) sample.number(SAMPLE, 0, MOST);
        Patient patient = new Examination(session.redis(), most, Path.of("/")).examine();
        Diagnosis diagnosis = Doctor.look(patient, rules);
        new DoctorView(session).show(diagnosis);
        judge(diagnosis);
    }

    private List<Rule> rules() {
        List<Rule> all = Rules.all();
        List<String> ids = all.stream().map(Rule::id).toList();
        List<String> left = new ArrayList<>();
        for (String list : skip.all()) {
            left.addAll(Arrays.asList(list.split(",", -1)));
        }
        for (String id : left) {
            if (!ids.contains(id)) {
                throw new UsageError("--skip: there is no rule '" + id + "'", Suggestion.hint(id, ids));
            }
        }
        return all.stream().filter(rule -> !left.contains(rule.id())).toList();
    }

    private void judge(Diagnosis diagnosis) {
        if (failOn.present()) {
            Severity bound = failOn.text().equals("warn") ? Severity.WARN : Severity.ERROR;
            List<String> bad = diagnosis.findings().stream()
                    .filter(one -> one.severity().compareTo(bound) >= 0)
                    .map(Finding::rule)
                    .distinct()
                    .toList();
            if (!bad.isEmpty()) {
                throw new GateFailed("found, and not to be there (--fail-on): " + String.join(", ", bad));
            }
        }
        if (!diagnosis.silent().isEmpty()) {
            throw new Partial(
                    "no answer from " + String.join(", ", diagnosis.silent().keySet()) + "; the others were looked at");
        }
    }
}
