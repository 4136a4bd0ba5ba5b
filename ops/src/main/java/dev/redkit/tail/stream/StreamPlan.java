package dev.redkit.tail.stream;

import java.time.Duration;

/**
 * How streams are read.
 *
 * @param from an id, {@code 0} for all, {@code $} for what comes from now on
 * @param membership the group to read as a member of; null for none
 * @param field the field that is the payload; null for all of them, as JSON
 * @param atOnce how many entries are asked for at once
 * @param gone how long a server that is gone is looked for; null: for ever
 */
public record StreamPlan(String from, Membership membership, String field, int atOnce, Duration gone) {
    /**
     * As whom streams are read.
     *
     * @param group made when it is not there
     * @param consumer what it delivered to this one and was not acknowledged comes first
     * @param ack whether entries are acknowledged when they are done with
     * @param claim entries that another consumer has not acknowledged for that long are taken over; null: never
     */
    public record Membership(String group, String consumer, boolean ack, Duration claim) {}
}
