package dev.redkit.tail.form;

import dev.redkit.tail.Message;

/** The payload as it is, and a byte after it: a line end, or NUL for payloads that have lines of their own. */
final class RawForm implements MessageForm {
    private final byte end;

    RawForm(boolean nul) {
        this.end = (byte) (nul ? 0 : '\n');
    }

    @Override
    public void message(Message message, Out out) {
        out.put(message.payload()).put(end);
    }
}
