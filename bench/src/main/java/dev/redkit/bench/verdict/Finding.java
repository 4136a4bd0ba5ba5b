package dev.redkit.bench.verdict;

/**
 * One thing that speaks against a run, or that its reader should know.
 *
 * @param verdict what it makes of the run; VALID for a mere remark
 */
public record Finding(Verdict verdict, String text) {}
