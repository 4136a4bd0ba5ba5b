package dev.redkit.format.cntk;

import dev.redkit.failure.BadInput;
import dev.redkit.format.protobuf.Message;
import dev.redkit.region.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * CNTK's dictionary: {@code Dictionary{1 version, 2 map of string to Value}}, {@code Value{2 type, 3… one field for each
 * type}}. Values stay where they are until somebody asks for them.
 */
final class Dictionary {
    private static final int NUMBER = 5;
    private static final int TEXT = 8;
    private static final int VECTOR = 11;
    private static final int DICTIONARY = 12;
    private static final int ARRAY = 13;

    private final Region place;
    private final Map<String, Region> values = new LinkedHashMap<>();

    private Dictionary(Region place) {
        this.place = place;
    }

    static Dictionary read(Region region) {
        Dictionary dictionary = new Dictionary(region);
        Message message = new Message(region);
        while (message.next()) {
            if (message.field() == 2) {
                dictionary.entry(new Message(message.bytes()));
            }
        }
        return dictionary;
    }

    private void entry(Message entry) {
        String key = "";
        Region value = null;
        while (entry.next()) {
            key = entry.field() == 1 ? entry.text() : key;
            value = entry.field() == 2 ? entry.bytes() : value;
        }
        if (value != null && values.put(key, value) != null) {
            throw entry.bad("a second value of '" + key + "'");
        }
    }

    private Optional<Message> field(String key, int field) {
        Region value = values.get(key);
        if (value == null) {
            return Optional.empty();
        }
        Message message = new Message(value);
        while (message.next()) {
            if (message.field() == field) {
                return Optional.of(message);
            }
        }
        return Optional.empty();
    }

    Optional<String> text(String key) {
        return field(key, TEXT).map(Message::text);
    }

    /** A whole number without sign; 0 when there is none, since it need not be written. */
    long number(String key) {
        return field(key, NUMBER).map(Message::number).orElse(0L);
    }

    Optional<Region> array(String key) {
        return field(key, ARRAY).map(Message::bytes);
    }

    /** The dictionaries of a vector. */
    List<Dictionary> dictionaries(String key) {
        List<Dictionary> all = new ArrayList<>();
        Message vector = new Message(field(key, VECTOR)
                .map(Message::bytes)
                .orElseThrow(() -> BadInput.at(
                        place.name(), place.offset(), "the vector '" + key + "' is missing in a dictionary")));
        while (vector.next()) {
            if (vector.field() == 1) {
                Message value = new Message(vector.bytes());
                while (value.next()) {
                    if (value.field() == DICTIONARY) {
                        all.add(read(value.bytes()));
                    }
                }
            }
        }
        return all;
    }
}
