package dev.redkit.mapping;

import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole record as one JSON document. Columns called {@code a.b} become an object {@code a} with a member {@code b}. What
 * is JSON already and shall be taken whole goes as it is.
 */
final class RowDocument implements Piece {
    /** A member of an object: a field of the record, or an object again. */
    private static final class Node {
        private final String name;
        private final byte[] label;
        private final int field;
        private final List<Node> members = new ArrayList<>();

        Node(String name, int field) {
            this.name = name;
            this.field = field;
            Bytes text = new Bytes();
            byte[] utf8 = ValueText.utf8(name);
            JsonText.string(utf8, 0, utf8.length, text);
            text.add(':');
            Slice slice = new Slice();
            slice.set(text.array(), 0, text.length());
            label = slice.copy();
        }
    }

    private static final int OBJECT = -1;
    private static final byte[] NULL = ValueText.utf8("null");
    private static final byte[] TRUE = ValueText.utf8("true");
    private static final byte[] FALSE = ValueText.utf8("false");

    private final FieldChoice choice;
    private final NullPolicy nulls;
    private final boolean open;
    private final boolean verbatim;
    private final byte[] stead;
    private final Slice slice = new Slice();
    private Node root = new Node("", OBJECT);
    private int known;

    /**
     * Makes documents of the chosen fields.
     *
     * @param verbatim whether all of the record is wanted as it is
     */
    RowDocument(FieldChoice choice, NullPolicy nulls, boolean open, boolean verbatim) {
        this.choice = choice;
        this.nulls = nulls;
        this.open = open;
        this.verbatim = verbatim && open;
        stead = ValueText.utf8(nulls.text());
    }

    @Override
    public void render(Row row, Bytes arena, Slice out) {
        if (verbatim && row.rawLength() > 1 && row.rawArray()[row.rawOffset()] == '{') {
            out.set(row.rawArray(), row.rawOffset(), row.rawLength());
            return;
        }
        choice.refresh();
        if (known < choice.count()) {
            arrange();
        }
        int start = arena.length();
        object(root, row, arena);
        out.set(arena.array(), start, arena.length() - start);
    }

    private void arrange() {
        root = new Node("", OBJECT);
        known = choice.count();
        for (int i = 0; i < known; i++) {
            insert(i);
        }
    }

    /** Objects on the way are made, unless a field has the name of one: then the whole name is one member. */
    private void insert(int field) {
        String name = choice.text(field);
        Node node = root;
        int start = 0;
        int dot = name.indexOf('.');
        while (dot > start && dot < name.length() - 1) {
            Node inner = member(node, name.substring(start, dot));
            if (inner.field != OBJECT) {
                break;
            }
            node = inner;
            start = dot + 1;
            dot = name.indexOf('.', start);
        }
        String last = name.substring(start);
        boolean taken = node.members.stream().anyMatch(member -> member.name.equals(last));
        (taken ? root : node).members.add(new Node(taken ? name : last, field));
    }

    private static Node member(Node node, String name) {
        for (Node member : node.members) {
            if (member.name.equals(name)) {
                return member;
            }
        }
        Node made = new Node(name, OBJECT);
        node.members.add(made);
        return made;
    }

    private void object(Node node, Row row, Bytes out) {
        out.add('{');
        boolean first = true;
        for (int i = 0; i < node.members.size(); i++) {
            Node member = node.members.get(i);
            int before = out.length();
            if (!first) {
                out.add(',');
            }
            out.add(member.label);
            if (member(member, row, out)) {
                first = false;
            } else {
                out.cut(before);
            }
        }
        out.add('}');
    }

    /** Writes a member's value; false if there is none to write. */
    private boolean member(Node node, Row row, Bytes out) {
        if (node.field == OBJECT) {
            int start = out.length();
            object(node, row, out);
            return out.length() > start + 2 || !leavesOut();
        }
        int column = choice.column(node.field);
        FieldType type = row.type(column);
        if (type != FieldType.NULL) {
            slice.set(row.array(column), row.offset(column), row.length(column));
        } else {
            ColumnRef inner = choice.inner(node.field);
            slice.setNull();
            if (inner != null) {
                inner.read(row, slice);
            }
            type = slice.isNull() ? FieldType.NULL : inner.type(row);
        }
        if (type == FieldType.NULL) {
            return nothing(out);
        }
        value(type, out);
        return true;
    }

    private boolean leavesOut() {
        return nulls.kind() == NullPolicy.Kind.SKIP || (open && nulls.kind() == NullPolicy.Kind.STRICT);
    }

    private boolean nothing(Bytes out) {
        if (leavesOut()) {
            return false;
        }
        if (stead == null) {
            out.add(NULL);
        } else {
            JsonText.string(stead, 0, stead.length, out);
        }
        return true;
    }

    private void value(FieldType type, Bytes out) {
        switch (type) {
            case JSON -> out.add(slice.array, slice.offset, slice.length);
            case BOOLEAN -> out.add(ValueText.isTrue(slice) ? TRUE : FALSE);
            case BYTES -> JsonText.binary(slice.array, slice.offset, slice.length, out);
            case INTEGER, DECIMAL -> {
                if (Numbers.isJson(slice)) {
                    out.add(slice.array, slice.offset, slice.length);
                } else {
                    JsonText.string(slice.array, slice.offset, slice.length, out);
                }
            }
            default -> JsonText.string(slice.array, slice.offset, slice.length, out);
        }
    }

    @Override
    public FieldType type(Row row) {
        return FieldType.JSON;
    }

    @Override
    public String whyNull(Row row) {
        return "there is no record";
    }
}
