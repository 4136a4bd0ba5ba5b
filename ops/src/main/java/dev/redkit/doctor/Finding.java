package dev.redkit.doctor;

import java.util.Map;

/**
 * Something that is wrong.
 *
 * @param rule which rule found it
 * @param node where; empty when it concerns all together
 * @param summary what is the case
 * @param evidence what was read
 * @param why why it matters
 * @param mend what mends it
 */
public record Finding(
        String rule,
        Severity severity,
        String node,
        String summary,
        Map<String, String> evidence,
        String why,
        String mend) {}
