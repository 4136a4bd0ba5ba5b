package dev.redkit.tail.form;

import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;

/** CSV (RFC 4180) or TSV, with a heading: time, channel, pattern, id, payload. */
final class DelimitedForm implements MessageForm {
    private final boolean tabs;
    private final Stamp.Writer stamp;

    DelimitedForm(boolean tabs, Stamp stamp) {
        this.tabs = tabs;
        this.stamp = new Stamp.Writer(stamp == Stamp.NONE ? Stamp.RFC3339 : stamp);
    }

    @Override
    public void begin(Out out) {
        out.put(tabs ? "time\tchannel\tpattern\tid\tpayload\n" : "time,channel,pattern,id,payload\r\n");
    }

    @Override
    public void message(Message message, Out out) {
        out.put(stamp.text(message.micros())).put(tabs ? '\t' : ',');
        field(message.channel(), out);
        out.put(tabs ? '\t' : ',');
        field(message.pattern(), out);
        out.put(tabs ? '\t' : ',');
        field(message.id(), out);
        out.put(tabs ? '\t' : ',');
        field(message.payload(), out);
        out.put(tabs ? "\n" : "\r\n");
    }

    private void field(Slice slice, Out out) {
        if (tabs) {
            tabbed(slice, out);
        } else {
            quoted(slice, out);
        }
    }

    private static void quoted(Slice slice, Out out) {
        boolean special = false;
        for (int i = 0; i < slice.length(); i++) {
            byte one = slice.bytes()[slice.offset() + i];
            special |= one == '"' || one == ',' || one == '\n' || one == '\r';
        }
        if (!special) {
            out.put(slice);
            return;
        }
        out.put('"');
        for (int i = 0; i < slice.length(); i++) {
            byte one = slice.bytes()[slice.offset() + i];
            if (one == '"') {
                out.put('"');
            }
            out.put(one);
        }
        out.put('"');
    }

    private static void tabbed(Slice slice, Out out) {
        for (int i = 0; i < slice.length(); i++) {
            byte one = slice.bytes()[slice.offset() + i];
            switch (one) {
                case '\t' -> out.put("\\t");
                case '\n' -> out.put("\\n");
                case '\r' -> out.put("\\r");
                case '\\' -> out.put("\\\\");
                default -> out.put(one);
            }
        }
    }
}
