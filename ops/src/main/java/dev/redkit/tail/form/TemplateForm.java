package dev.redkit.tail.form;

import dev.redkit.failure.UsageError;
import dev.redkit.tail.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What the user wrote, with names in braces filled in as they are: channel, pattern, id, payload, time, node, length. A
 * doubled opening brace stands for itself; backslash n, t and 0 are what they are elsewhere.
 */
final class TemplateForm implements MessageForm {
    private interface Part {
        void write(Message message, Out out);
    }

    private final List<Part> parts = new ArrayList<>();
    private final Stamp.Writer stamp;
    private final byte end;

    TemplateForm(String template, Stamp stamp, boolean nul) {
        this.stamp = new Stamp.Writer(stamp == Stamp.NONE ? Stamp.RFC3339 : stamp);
        this.end = (byte) (nul ? 0 : '\n');
        parse(template);
    }

    private void parse(String template) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < template.length()) {
            char one = template.charAt(at);
            if (one == '{' && template.startsWith("{{", at)) {
                plain.append('{');
                at += 2;
            } else if (one == '{') {
                int close = template.indexOf('}', at);
                if (close < 0) {
                    throw new UsageError("--template: '{' at character " + (at + 1) + " is not closed");
                }
                literal(plain);
                parts.add(part(template.substring(at + 1, close)));
                at = close + 1;
            } else if (one == '\\' && at + 1 < template.length() && "nt0\\".indexOf(template.charAt(at + 1)) >= 0) {
                plain.append("\n\t\0\\".charAt("nt0\\".indexOf(template.charAt(at + 1))));
                at += 2;
            } else {
                plain.append(one);
                at++;
            }
        }
        literal(plain);
    }

    private void literal(StringBuilder plain) {
        if (plain.length() > 0) {
            String text = plain.toString();
            plain.setLength(0);
            parts.add((message, out) -> out.put(text));
        }
    }

    private Part part(String name) {
        return switch (name.toLowerCase(Locale.ROOT)) {
            case "channel", "key" -> (message, out) -> out.put(message.channel());
            case "pattern" -> (message, out) -> out.put(message.pattern());
            case "id" -> (message, out) -> out.put(message.id());
            case "payload" -> (message, out) -> out.put(message.payload());
            case "time" -> (message, out) -> out.put(stamp.text(message.micros()));
            case "node" -> (message, out) -> out.put(message.node());
            case "length" ->
                (message, out) -> out.put(Integer.toString(message.payload().length()));
            default ->
                throw new UsageError(
                        "--template: there is no {" + name + "}",
                        "there are {channel}, {pattern}, {id}, {payload}, {time}, {node}, {length}");
        };
    }

    @Override
    public void message(Message message, Out out) {
        for (Part part : parts) {
            part.write(message, out);
        }
        out.put(end);
    }
}
