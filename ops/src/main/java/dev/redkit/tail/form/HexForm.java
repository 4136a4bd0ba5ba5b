package dev.redkit.tail.form;

import dev.redkit.tail.Message;
import java.util.HexFormat;

/** Channel and payload; the payload as hexadecimal digits. */
final class HexForm implements MessageForm {
    private static final HexFormat HEX = HexFormat.of();

    private final Stamp.Writer stamp;

    HexForm(Stamp stamp) {
        this.stamp = new Stamp.Writer(stamp);
    }

    @Override
    public void message(Message message, Out out) {
        if (!stamp.none()) {
            out.put(stamp.text(message.micros())).put(' ');
        }
        TextForm.safe(message.channel(), out);
        out.put(' ');
        int from = message.payload().offset();
        out.put(HEX.formatHex(
                        message.payload().bytes(),
                        from,
                        from + message.payload().length()))
                .put('\n');
    }
}
