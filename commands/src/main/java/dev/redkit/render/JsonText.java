package dev.redkit.render;

import dev.redkit.console.Ink;
import dev.redkit.wire.Reply;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;

/** JSON laid out for people, each number as it was written; names have a colour of their own. */
final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** Whether the command answers with JSON, or any JSON is to be laid out. */
    static boolean isExpected(List<String> command, ReplyStyle style) {
        String name = command.isEmpty() ? "" : command.get(0).toUpperCase(Locale.ROOT);
        return style.prettyJson() || name.startsWith("JSON.") || name.equals("VGETATTR");
    }

    /** Shows a text that is a JSON object or array; false, and nothing shown, if it is none. */
    static boolean show(Reply reply, ReplyPage page) {
        if (!(reply instanceof Reply.Bulk bulk) || !looksLikeJson(bulk.bytes()) || !isJson(bulk.bytes())) {
            return false;
        }
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bulk.bytes())) {
            parser.nextToken();
            write(parser, page);
        }
        return true;
    }

    private static boolean looksLikeJson(byte[] bytes) {
        for (byte one : bytes) {
            if (one != ' ' && one != '\n' && one != '\t' && one != '\r') {
                return one == '{' || one == '[';
            }
        }
        return false;
    }

    private static boolean isJson(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), bytes)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static void write(JsonParser parser, ReplyPage page) {
        Deque<Character> open = new ArrayDeque<>();
        boolean first = true;
        boolean named = false;
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            boolean closes = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
            if (closes) {
                char mark = open.pop();
                if (!first) {
                    newLine(page, open.size());
                }
                page.print(Character.toString(mark));
                first = false;
            } else {
                if (!named && !open.isEmpty()) {
                    page.print(first ? "" : ",");
                    newLine(page, open.size());
                }
                first = false;
                named = token == JsonToken.PROPERTY_NAME;
                switch (token) {
                    case PROPERTY_NAME -> page.print(page.paint(Ink.NAME, quoted(parser.currentName())) + ": ");
                    case START_OBJECT, START_ARRAY -> {
                        page.print(token == JsonToken.START_OBJECT ? "{" : "[");
                        open.push(token == JsonToken.START_OBJECT ? '}' : ']');
                        first = true;
                    }
                    case VALUE_STRING -> page.print(quoted(parser.getString()));
                    default -> page.print(parser.getString());
                }
            }
        }
        page.line("");
    }

    private static void newLine(ReplyPage page, int depth) {
        page.line("");
        page.print("  ".repeat(depth));
    }

    /** What steers a terminal beyond ASCII is escaped too. */
    private static String quoted(String text) {
        return Shape.unicodeEscaped(
                '"' + new String(JsonStringEncoder.getInstance().quoteAsCharArray(text)) + '"');
    }
}
