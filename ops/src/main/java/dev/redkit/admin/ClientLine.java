package dev.redkit.admin;

import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.Expression;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A connection as {@code CLIENT LIST} tells of it.
 *
 * @param fields by name, hyphens as underscores so that expressions can use them; numbers are {@code Long}. Which there
 *     are is the server's business: newer ones have more
 */
public record ClientLine(String server, Map<String, Object> fields) {
    /** All connections of the server at the other end, but for this one. */
    public static List<ClientLine> ask(Wire wire) {
        Reply own = wire.call("CLIENT", "ID");
        Reply list = EveryNode.demand(wire, "CLIENT LIST", word("CLIENT"), word("LIST"));
        List<ClientLine> clients = new ArrayList<>();
        for (String line : list.text().split("\n", -1)) {
            ClientLine client = parse(wire.address().toString(), line);
            boolean isOurs = own instanceof Reply.Int id
                    && Long.valueOf(id.value()).equals(client.fields().get("id"));
            if (!client.fields().isEmpty() && !isOurs) {
                clients.add(client);
            }
        }
        return clients;
    }

    private static byte[] word(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static ClientLine parse(String server, String line) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String word : line.strip().split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                String value = word.substring(equals + 1);
                boolean isNumber = value.matches("-?(0|[1-9]\\d{0,17})");
                fields.put(word.substring(0, equals).replace('-', '_'), isNumber ? Long.valueOf(value) : value);
            }
        }
        return new ClientLine(server, fields);
    }

    /** Whether the expression is true of it; names that it has not are null. */
    public boolean is(Expression condition) throws EvaluationException {
        return condition.test(name -> name.equals("server") ? server : fields.get(name));
    }

    public long id() {
        return fields.get("id") instanceof Long id ? id : -1;
    }
}
