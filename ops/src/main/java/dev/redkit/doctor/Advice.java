package dev.redkit.doctor;

/**
 * What a rule tells to whom it concerns.
 *
 * @param why why it matters
 * @param mend what mends it; {@code {call}} stands for the redkit command that sends to the node in question
 */
public record Advice(String why, String mend) {}
