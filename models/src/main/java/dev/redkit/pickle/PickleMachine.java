package dev.redkit.pickle;

import dev.redkit.failure.BadInput;
import dev.redkit.region.RegionReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Runs the instructions of protocols 0 to 5 on a stack of nodes. The number of nodes is bounded, so a short pickle cannot
 * take much memory; it is a flat loop, so a deep one cannot take the stack.
 *
 * @see <a href="https://docs.python.org/3/library/pickletools.html">pickletools, which describes every instruction</a>
 */
final class PickleMachine {
    private static final int MOST_NODES = 4_000_000;
    private static final Object MARK = new Object();

    private final RegionReader in;
    private final PickleArguments arguments;
    private final Pickle.Names names;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private final List<Global> globals = new ArrayList<>();
    private final List<Persistent> persistents = new ArrayList<>();
    private long opAt;
    private int nodes;

    PickleMachine(RegionReader in, Pickle.Names names) {
        this(in, names, 0);
    }

    /** One that goes on counting nodes where another one stopped. */
    PickleMachine(RegionReader in, Pickle.Names names, int nodes) {
        this.nodes = nodes;
        this.in = in;
        this.arguments = new PickleArguments(in);
        this.names = names;
    }

    int nodes() {
        return nodes;
    }

    List<Global> globals() {
        return List.copyOf(globals);
    }

    List<Persistent> persistents() {
        return List.copyOf(persistents);
    }

    long position() {
        return in.position();
    }

    /** Runs until STOP. */
    Object run() {
        while (true) {
            opAt = in.offset();
            int op = in.u8();
            if (op == '.') {
                return pop();
            }
            try {
                step(op);
            } catch (IllegalArgumentException e) {
                throw bad(e.getMessage());
            }
        }
    }

    private void step(int op) {
        if (op >= 0x80) {
            laterStep(op);
            return;
        }
        switch (op) {
            case '(' -> push(MARK);
            case '0' -> pop();
            case '1' -> toMark();
            case '2' -> push(top());
            case 'N' -> push(null);
            case 'I', 'L' -> push(arguments.integerLine());
            case 'J' -> push((long) in.i32());
            case 'K' -> push((long) in.u8());
            case 'M' -> push((long) in.u16());
            case 'F' -> push(arguments.decimalLine());
            case 'G' -> push(arguments.bigEndianDouble());
            case 'S' -> push(arguments.quotedLine());
            case 'T' -> push(arguments.oldString(arguments.u32()));
            case 'U' -> push(arguments.oldString(in.u8()));
            case 'V' -> push(arguments.unicodeLine());
            case 'X' -> push(arguments.text(arguments.u32()));
            case 'B' -> push(arguments.bytes(arguments.u32()));
            case 'C' -> push(arguments.bytes(in.u8()));
            case 'g' -> push(recalled(arguments.memoLine()));
            case 'h' -> push(recalled(in.u8()));
            case 'j' -> push(recalled(in.i32()));
            case 'p' -> memorize(arguments.memoLine());
            case 'q' -> memorize(in.u8());
            case 'r' -> memorize(in.i32());
            case 'P' -> persistent(arguments.line());
            case 'Q' -> persistent(pop());
            default -> buildingStep(op);
        }
    }

    private void buildingStep(int op) {
        switch (op) {
            case ')' -> push(new Tuple(List.of()));
            case ']' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 't' -> push(tuple(toMark()));
            case 'l' -> push(toMark());
            case 'd' -> push(put(new LinkedHashMap<>(), toMark()));
            case 'a' -> append(Collections.singletonList(pop()));
            case 'e' -> append(toMark());
            case 's' -> {
                Object value = pop();
                set(pairOf(pop(), value));
            }
            case 'u' -> set(toMark());
            case 'c' -> push(global(arguments.line(), arguments.line()));
            case 'R' -> {
                Object given = pop();
                push(call(pop(), given));
            }
            case 'b' -> build(pop());
            case 'i' -> {
                global(arguments.line(), arguments.line());
                throw bad("the old instruction INST");
            }
            default -> throw bad("the instruction " + named(op));
        }
    }

    /** The instructions of protocol 2 and later. */
    private void laterStep(int op) {
        switch (op) {
            case 0x80 -> {
                int protocol = in.u8();
                if (protocol > 5) {
                    throw bad("protocol " + protocol);
                }
            }
            case 0x81 -> {
                Object given = pop();
                push(call(pop(), given));
            }
            case 0x85 -> push(tuple(last(1)));
            case 0x86 -> push(tuple(last(2)));
            case 0x87 -> push(tuple(last(3)));
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 0x8a -> push(arguments.integer(in.u8()));
            case 0x8b -> push(arguments.integer(arguments.u32()));
            case 0x8c -> push(arguments.text(in.u8()));
            case 0x8d -> push(arguments.text(in.i64()));
            case 0x8e, 0x96 -> push(arguments.bytes(in.i64()));
            case 0x8f -> push(new ArrayList<>());
            case 0x90 -> append(toMark());
            case 0x91 -> push(toMark());
            case 0x92 -> {
                Object keywords = pop();
                Object given = pop();
                push(called(pop(), given, keywords));
            }
            case 0x93 -> {
                Object name = pop();
                push(stackGlobal(pop(), name));
            }
            case 0x94 -> memorize(memo.size());
            case 0x95 -> frame(in.i64());
            default -> throw bad("the instruction " + named(op));
        }
    }

    private static String named(int op) {
        return op > ' ' && op < 0x7f ? "'" + (char) op + "'" : "0x" + Integer.toHexString(op);
    }

    private void frame(long length) {
        if (length < 0 || length > in.remaining()) {
            throw bad("a frame of " + Long.toUnsignedString(length) + " bytes, but " + in.remaining() + " are left,");
        }
    }

    private void persistent(Object id) {
        Persistent node = new Persistent(id);
        persistents.add(node);
        push(node);
    }

    private Object stackGlobal(Object module, Object name) {
        if (!(module instanceof String moduleText) || !(name instanceof String nameText)) {
            throw bad("a global without a name");
        }
        return global(moduleText, nameText);
    }

    private Global global(String module, String name) {
        Global global = new Global(module, name, opAt);
        globals.add(global);
        if (names == Pickle.Names.KNOWN && !global.isKnown()) {
            throw refused(global);
        }
        return global;
    }

    private BadInput refused(Global global) {
        String shown =
                global.path().length() <= 120 ? global.path() : global.path().substring(0, 120) + "…";
        return new BadInput(
                "the pickle names the global " + shown.replaceAll("\\p{Cntrl}", "?") + " at byte " + opAt + " of "
                        + in.region().name() + ", which is refused; nothing was executed",
                "--scan lists all its globals; --opaque collects the tensors without giving such names a meaning");
    }

    private Object call(Object callee, Object given) {
        if (!(callee instanceof Global type) || !(given instanceof Tuple tuple)) {
            throw bad("a call of something that is no global, or without arguments,");
        }
        Object result = Calls.call(type, tuple.items());
        count(result instanceof List<?> list ? list.size() : result instanceof Map<?, ?> map ? map.size() : 0);
        return result;
    }

    private Object called(Object callee, Object given, Object keywords) {
        if (!(keywords instanceof Map<?, ?> map) || (!map.isEmpty() && names == Pickle.Names.KNOWN)) {
            throw bad("a call with named arguments");
        }
        return call(callee, given);
    }

    /** A dictionary that is given a state only has attributes besides; they are not kept. */
    private void build(Object state) {
        Object target = top();
        if (target instanceof Instance instance) {
            instance.build(state);
        } else if (!(target instanceof Map<?, ?>) && !(target instanceof List<?>)) {
            throw bad("a state for something that can have none");
        }
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> items) {
        Object target = top();
        if (target instanceof List<?> list) {
            ((List<Object>) list).addAll(items);
        } else if (target instanceof Instance instance) {
            instance.items().addAll(items);
        } else {
            throw bad("items for something that is no list");
        }
    }

    @SuppressWarnings("unchecked")
    private void set(List<Object> pairs) {
        Object target = top();
        if (target instanceof Map<?, ?> map) {
            put((Map<Object, Object>) map, pairs);
        } else if (target instanceof Instance instance) {
            put(instance.entries(), pairs);
        } else {
            throw bad("entries for something that is no dictionary");
        }
    }

    private Map<Object, Object> put(Map<Object, Object> map, List<Object> pairs) {
        if (pairs.size() % 2 != 0) {
            throw bad("a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            map.put(Calls.key(pairs.get(i)), pairs.get(i + 1));
        }
        return map;
    }

    private static List<Object> pairOf(Object key, Object value) {
        List<Object> pair = new ArrayList<>(2);
        pair.add(key);
        pair.add(value);
        return pair;
    }

    private static Tuple tuple(List<Object> items) {
        return new Tuple(Collections.unmodifiableList(items));
    }

    private void push(Object node) {
        count(1);
        stack.add(node);
    }

    private void count(int more) {
        nodes += more;
        if (nodes > MOST_NODES) {
            throw bad("more than " + MOST_NODES + " values");
        }
    }

    private Object pop() {
        Object node = top();
        stack.remove(stack.size() - 1);
        return node;
    }

    private Object top() {
        if (stack.isEmpty() || stack.get(stack.size() - 1) == MARK) {
            throw bad("nothing is on the stack");
        }
        return stack.get(stack.size() - 1);
    }

    /** What was pushed since the last mark, which goes too. */
    private List<Object> toMark() {
        int mark = stack.lastIndexOf(MARK);
        if (mark < 0) {
            throw bad("no mark is on the stack");
        }
        List<Object> items = new ArrayList<>(stack.subList(mark + 1, stack.size()));
        stack.subList(mark, stack.size()).clear();
        return items;
    }

    private List<Object> last(int count) {
        List<Object> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(pop());
        }
        Collections.reverse(items);
        return items;
    }

    private void memorize(int place) {
        count(1);
        memo.put(place, top());
    }

    private Object recalled(int place) {
        if (!memo.containsKey(place)) {
            throw bad("nothing is in the memo at " + place + ",");
        }
        return memo.get(place);
    }

    private BadInput bad(String what) {
        return BadInput.at(in.region().name(), opAt, "the pickle has " + what);
    }
}
