package dev.redkit.format.text;

import dev.redkit.failure.BadInput;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Deque;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML 1.2, event by event: no tags, no anchors, nothing that could stand for a class or grow. */
final class Yaml {
    private static final int MOST_CHARACTERS = 1 << 30;

    private final ValueEvents events;

    /** For each open mapping or list, whether a key comes next; lists have none. */
    private final Deque<State> open = new ArrayDeque<>();

    private enum State {
        KEY,
        VALUE,
        LIST
    }

    private Yaml(ValueEvents events) {
        this.events = events;
    }

    static void parse(String name, InputStream in, ValueEvents events) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(MOST_CHARACTERS)
                .build();
        Yaml yaml = new Yaml(events);
        int documents = 0;
        try {
            for (Event event : new Parse(settings).parseInputStream(in)) {
                documents += event.getEventId() == Event.ID.DocumentStart ? 1 : 0;
                if (documents > 1) {
                    throw new IllegalArgumentException("there is a second document");
                }
                yaml.hand(event);
            }
        } catch (YamlEngineException e) {
            throw new BadInput(name + " is no proper YAML: " + e.getMessage(), null, e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(e.getMessage() + ", in " + name, null, e);
        }
    }

    private void hand(Event event) {
        switch (event.getEventId()) {
            case MappingStart -> {
                value(event);
                events.beginObject();
                open.push(State.KEY);
            }
            case MappingEnd -> {
                open.pop();
                events.endObject();
            }
            case SequenceStart -> {
                value(event);
                events.beginArray();
                open.push(State.LIST);
            }
            case SequenceEnd -> {
                open.pop();
                events.endArray();
            }
            case Scalar -> scalar((ScalarEvent) event);
            case Alias -> throw new IllegalArgumentException("an alias is refused");
            default -> {
                // The ends of documents and of the stream.
            }
        }
        if (open.size() > 64) {
            throw new IllegalArgumentException("values are nested deeper than 64");
        }
    }

    private void value(Event event) {
        if (event instanceof CollectionStartEvent start && start.getTag().isPresent() && !start.isImplicit()) {
            throw new IllegalArgumentException("the tag " + start.getTag().get() + " is refused");
        }
        if (open.peek() == State.KEY) {
            throw new IllegalArgumentException("a key is no scalar, at "
                    + event.getStartMark().map(Object::toString).orElse(""));
        }
        if (open.peek() == State.VALUE) {
            open.pop();
            open.push(State.KEY);
        }
    }

    private void scalar(ScalarEvent scalar) {
        if (open.peek() == State.KEY) {
            open.pop();
            open.push(State.VALUE);
            events.key(scalar.getValue());
            return;
        }
        value(scalar);
        if (scalar.getTag().isPresent() && !scalar.getImplicit().canOmitTagInPlainScalar()) {
            throw new IllegalArgumentException("the tag " + scalar.getTag().get() + " is refused");
        }
        if (scalar.getScalarStyle() == ScalarStyle.PLAIN) {
            plain(scalar.getValue());
        } else {
            events.text(scalar.getValue());
        }
    }

    private void plain(String text) {
        switch (text) {
            case "", "~", "null", "Null", "NULL" -> events.nothing();
            case "true", "True", "TRUE" -> events.truth(true);
            case "false", "False", "FALSE" -> events.truth(false);
            case ".nan", ".NaN", ".NAN" -> events.number(Double.NaN);
            case ".inf", ".Inf", "+.inf" -> events.number(Double.POSITIVE_INFINITY);
            case "-.inf", "-.Inf" -> events.number(Double.NEGATIVE_INFINITY);
            default -> number(text);
        }
    }

    private void number(String text) {
        if (text.length() < 400 && text.matches("[-+]?[0-9]+")) {
            BigInteger whole = new BigInteger(text.startsWith("+") ? text.substring(1) : text);
            if (whole.bitLength() < Long.SIZE) {
                events.number(whole.longValue());
            } else {
                events.number(whole);
            }
        } else if (text.length() < 400 && text.matches("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?")) {
            events.number(Double.parseDouble(text));
        } else {
            events.text(text);
        }
    }
}
