/**
 * What messages look like when they come out, and which of them do: {@link dev.redkit.tail.form.MessageForm}s write
 * them, {@link dev.redkit.tail.form.Sieve}s let them pass or not, {@link dev.redkit.tail.form.Decoder}s open payloads.
 */
package dev.redkit.tail.form;
