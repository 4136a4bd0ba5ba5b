package dev.redkit.doctor;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What came out.
 *
 * @param nodes who was looked at
 * @param silent who could not be reached, and why
 * @param rules how many rules there were
 * @param findings the worst first
 * @param unseen what could not be looked at
 */
public record Diagnosis(
        List<String> nodes, Map<String, String> silent, int rules, List<Finding> findings, List<Unseen> unseen) {
    /** How many findings are that bad. */
    public long count(Severity severity) {
        return findings.stream().filter(one -> one.severity() == severity).count();
    }

    /** The worst there is; empty when nothing was found. */
    public Optional<Severity> worst() {
        return findings.stream().map(Finding::severity).max(Severity::compareTo);
    }
}
