package dev.redkit.pickle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What Python would have made by calling something; here, that it would have been called, and with what. */
public final class Instance {
    private final Global type;
    private final List<Object> arguments;
    private final List<Object> items = new ArrayList<>();
    private final Map<Object, Object> entries = new LinkedHashMap<>();
    private Object state;

    Instance(Global type, List<Object> arguments) {
        this.type = type;
        this.arguments = arguments;
    }

    public Global type() {
        return type;
    }

    public List<Object> arguments() {
        return arguments;
    }

    /** What was appended to it. */
    public List<Object> items() {
        return items;
    }

    /** What was put into it by key. */
    public Map<Object, Object> entries() {
        return entries;
    }

    /** The state that it was given afterwards. */
    public Optional<Object> state() {
        return Optional.ofNullable(state);
    }

    /** Another thing of the same pickle: the call of a name that was in it. */
    public Instance called(Global other, List<Object> its) {
        return new Instance(other, its);
    }

    void build(Object given) {
        state = given;
    }

    /** Whether the type has this path. */
    public boolean is(String path) {
        return type.is(path);
    }
}
