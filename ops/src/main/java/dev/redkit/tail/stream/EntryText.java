package dev.redkit.tail.stream;

import dev.redkit.tail.Slice;
import dev.redkit.tail.form.JsonText;
import dev.redkit.tail.form.Out;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** What an entry is as a payload: one of its fields, or all of them as a JSON object. */
final class EntryText {
    private final byte[] field;
    private final Out out = new Out(4096);
    private final JsonText json = new JsonText(out);
    private final Slice name = new Slice();
    private final Slice value = new Slice();

    EntryText(String field) {
        this.field = field == null ? null : field.getBytes(StandardCharsets.UTF_8);
    }

    /** An entry without that field has no payload, and shows as empty. */
    void fill(Slice payload, List<Reply> fields) {
        if (field == null) {
            out.clear();
            object(fields);
            payload.set(out.bytes(), 0, out.length());
            return;
        }
        payload.clear();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            if (Arrays.equals(field, ((Reply.Bulk) fields.get(i)).bytes())) {
                payload.set(((Reply.Bulk) fields.get(i + 1)).bytes());
                return;
            }
        }
    }

    private void object(List<Reply> fields) {
        json.begin();
        for (int i = 0; i + 1 < fields.size(); i += 2) {
            name.set(((Reply.Bulk) fields.get(i)).bytes());
            value.set(((Reply.Bulk) fields.get(i + 1)).bytes());
            json.member(name, value);
        }
        json.end();
    }
}
