package dev.redkit.doctor;

import dev.redkit.doctor.facts.Absent;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.doctor.facts.NotTold;
import dev.redkit.doctor.facts.Patient;
import dev.redkit.target.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Has every rule look at the facts. */
public final class Doctor {
    private final List<Finding> findings = new ArrayList<>();
    private final List<Unseen> unseen = new ArrayList<>();

    private Doctor() {}

    public static Diagnosis look(Patient patient, List<Rule> rules) {
        Doctor doctor = new Doctor();
        for (Rule rule : rules) {
            doctor.apply(rule, patient);
        }
        doctor.findings.sort(Comparator.comparing(Finding::severity).reversed());
        return new Diagnosis(
                patient.nodes().stream().map(NodeFacts::name).toList(),
                patient.silent(),
                rules.size(),
                List.copyOf(doctor.findings),
                List.copyOf(doctor.unseen));
    }

    private void apply(Rule rule, Patient patient) {
        if (rule.ofAll() != null) {
            ask(rule, "", patient.target(), () -> rule.ofAll().apply(patient));
            return;
        }
        for (NodeFacts node : patient.nodes()) {
            ask(rule, node.name(), node.target(), () -> rule.ofNode().apply(node));
        }
    }

    private void ask(Rule rule, String node, Target target, Supplier<Optional<Evidence>> look) {
        try {
            look.get().ifPresent(found -> findings.add(finding(rule, node, target, found)));
        } catch (NotTold e) {
            unseen.add(new Unseen(rule.id(), node, e.getMessage()));
        } catch (Absent e) {
            // A server that has no such thing cannot suffer from it.
            return;
        }
    }

    private static Finding finding(Rule rule, String node, Target target, Evidence found) {
        String mend = found.mend() == null ? rule.advice().mend() : found.mend();
        return new Finding(
                rule.id(),
                rule.severity(),
                node,
                found.sentence(),
                found.values(),
                rule.advice().why(),
                mend.replace("{call}", call(target)));
    }

    /** Credentials come from where the user has them: a profile, the environment. */
    private static String call(Target target) {
        if (target.mode() == Target.Mode.CLUSTER) {
            return "redkit -c -h " + target.address().host() + " -p "
                    + target.address().port() + " call";
        }
        String where = target.address().isUnix()
                ? "-s " + target.address()
                : "-h " + target.address().host() + " -p " + target.address().port();
        return "redkit " + where + (target.tls().isPresent() ? " --tls" : "") + " call";
    }
}
