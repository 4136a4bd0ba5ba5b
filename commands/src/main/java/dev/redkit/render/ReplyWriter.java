package dev.redkit.render;

import dev.redkit.console.Ink;
import dev.redkit.io.ByteSizes;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Writes one reply; see {@link ReplyView}. */
final class ReplyWriter {
    /** So many entries of a map or rows decide how wide columns are, and are held for it. */
    static final int LOOK_AHEAD = 500;

    /** A part with no more than so many parts may be held. */
    private static final int FEW = 64;

    /** One very long name shall not push all values out of sight. */
    private static final int WIDEST_NAME = 40;

    private final List<String> command;
    private final ReplyStyle style;
    private final ReplyPage page;

    ReplyWriter(List<String> command, ReplyStyle style, ReplyLines lines) {
        this.command = command;
        this.style = style;
        this.page = new ReplyPage(style, lines);
    }

    ReplyView.Shown show(Parts reply) {
        if (!special(reply)) {
            // A hash may be huge, and is shown as it comes; the others are not.
            MapForm form = MapForm.of(command);
            boolean shaped = form != MapForm.NONE && reply.kind() == Parts.Kind.ARRAY;
            plain(shaped ? Parts.of(form.shaped(reply.whole())) : reply);
        }
        return page.end();
    }

    ReplyPage page() {
        return page;
    }

    List<String> command() {
        return command;
    }

    Renderer table() {
        return style.expanded() ? new ExpandedRenderer(page) : new TableRenderer(page);
    }

    private boolean special(Parts reply) {
        if (reply.kind() != Parts.Kind.SCALAR) {
            if (Blobs.of(command) != null) {
                document(Replies.of(command, reply.whole()));
                return true;
            }
            ReplyTable table = ReplyTables.of(command);
            return table != null && table.show(reply, this);
        }
        Blobs blob = Blobs.of(command);
        boolean text = reply.scalar() instanceof Reply.Bulk || reply.scalar() instanceof Reply.Verbatim;
        if (blob == null || !text) {
            return JsonText.isExpected(command, style) && whole(reply) && JsonText.show(reply.scalar(), page);
        }
        document(Replies.of(command, reply.scalar()));
        return true;
    }

    private void document(Value value) {
        List<String> keys = Shape.tableKeys(value);
        if (keys.isEmpty()) {
            new TableRenderer(page).document(value);
        } else {
            Shape.asTable(table(), value, keys);
        }
    }

    private static boolean whole(Parts scalar) {
        return !(scalar.scalar() instanceof Reply.Bulk bulk) || bulk.bytes().length == scalar.length();
    }

    /** Without regard to the command. */
    void plain(Parts reply) {
        switch (reply.kind()) {
            case SCALAR -> text(reply);
            case MAP -> map(reply);
            case ARRAY, SET, PUSH -> items(reply);
        }
    }

    /** A text alone is shown as it is, and its lines are lines. */
    private void text(Parts reply) {
        Value value = Replies.of(reply.scalar());
        if (!(value instanceof Value.Text text)) {
            page.line(ScalarText.of(reply, page));
            return;
        }
        lines(text.text());
        if (!whole(reply)) {
            long kept = ((Reply.Bulk) reply.scalar()).bytes().length;
            page.line(style.faint("… " + ByteSizes.format(reply.length() - kept) + " more"));
        }
    }

    void lines(String text) {
        int from = 0;
        for (int end; (end = text.indexOf('\n', from)) >= 0; from = end + 1) {
            page.line(Shape.readable(Value.of(text.substring(from, end))));
        }
        page.line(Shape.readable(Value.of(text.substring(from))));
    }

    /** A small map of maps has sections. */
    private void map(Parts reply) {
        if (reply.size() >= 0 && reply.size() <= 2L * LOOK_AHEAD) {
            List<Reply> items = new ArrayList<>();
            boolean sections = true;
            while (sections && reply.hasNext()) {
                items.add(reply.next().whole());
                if (reply.hasNext()) {
                    Parts value = reply.next();
                    sections = value.kind() == Parts.Kind.MAP;
                    if (!sections && items.size() == 1) {
                        // Nothing is held yet but a name.
                        pairs(new Resumed(items.get(0), value, reply), "");
                        return;
                    }
                    items.add(value.whole());
                }
            }
            while (reply.hasNext()) {
                items.add(reply.next().whole());
            }
            Value value = Replies.of(new Reply.Pairs(items));
            if (sections && !items.isEmpty() && value instanceof Value.Fields) {
                new TableRenderer(page).document(value);
            } else {
                pairs(Parts.of(new Reply.Pairs(items)), "");
            }
            return;
        }
        pairs(reply, "");
    }

    /** A list of maps is a table; another one is numbered. */
    private void items(Parts reply) {
        if (!reply.hasNext()) {
            page.line(style.faint("(empty)"));
            return;
        }
        if (style.isScreen() && isVector() && reply.size() > FEW) {
            vector(reply);
            return;
        }
        Parts first = reply.next();
        if (first.kind() == Parts.Kind.MAP && first.hasNext()) {
            new MapTable(this).show(first, reply);
        } else {
            list(first, reply, "");
        }
    }

    private boolean isVector() {
        return !command.isEmpty() && command.get(0).toUpperCase(Locale.ROOT).equals("VEMB");
    }

    private void vector(Parts reply) {
        StringBuilder text = new StringBuilder().append(reply.size()).append(" numbers:");
        for (int i = 0; i < 8 && reply.hasNext(); i++) {
            text.append(' ').append(ScalarText.of(reply.next(), page).replace("\"", ""));
        }
        reply.skip();
        page.line(text + " …");
    }

    /** The first line stands where the cursor is; the further ones are indented. */
    void tree(Parts reply, String indent) {
        if (reply.kind() == Parts.Kind.SCALAR) {
            page.line(ScalarText.of(reply, page));
        } else if (!reply.hasNext()) {
            page.line(style.faint("(empty)"));
        } else if (reply.kind() == Parts.Kind.MAP) {
            pairs(reply, indent);
        } else {
            list(reply.next(), reply, indent);
        }
    }

    private void list(Parts first, Parts rest, String indent) {
        int digits = Long.toString(Math.max(rest.size(), 1)).length();
        String below = indent + " ".repeat(digits + 2);
        long number = 1;
        Parts part = first;
        while (true) {
            if (page.wantsMore()) {
                item(number, digits, number == 1 ? "" : indent, part, below);
            } else {
                page.leave(part);
            }
            if (!rest.hasNext()) {
                return;
            }
            part = rest.next();
            number++;
        }
    }

    void item(long number, int digits, String indent, Parts part, String below) {
        String text = Long.toString(number);
        String label = " ".repeat(Math.max(0, digits - text.length())) + text + ") ";
        page.print(indent + style.faint(label));
        tree(part, below);
    }

    /** Names and values in turn, aligned. */
    void pairs(Parts reply, String indent) {
        if (!reply.hasNext()) {
            page.line(style.faint("(empty)"));
            return;
        }
        Pairs pairs = new Pairs(indent);
        while (reply.hasNext()) {
            Parts name = reply.next();
            pairs.add(nameOf(name), reply.hasNext() ? reply.next() : Parts.of(new Reply.Simple("")));
        }
        pairs.release();
    }

    /** Entries of a map, held until they say how wide the names are. */
    private final class Pairs {
        private final String indent;
        private final List<String> names = new ArrayList<>();
        private final List<Parts> values = new ArrayList<>();
        private int width = -1;
        private boolean first = true;

        Pairs(String indent) {
            this.indent = indent;
        }

        void add(String name, Parts value) {
            if (width >= 0) {
                entry(name, value);
                return;
            }
            names.add(name);
            boolean scalar = value.kind() == Parts.Kind.SCALAR;
            if (!scalar && (value.size() < 0 || value.size() > FEW)) {
                release();
                entry(name, value);
                return;
            }
            values.add(scalar ? value : Parts.of(value.whole()));
            if (values.size() == LOOK_AHEAD) {
                release();
            }
        }

        void release() {
            if (width >= 0) {
                return;
            }
            width = 0;
            for (String name : names) {
                width = Math.max(width, TextWidth.of(name));
            }
            width = Math.min(width, WIDEST_NAME);
            for (int i = 0; i < values.size(); i++) {
                entry(names.get(i), values.get(i));
            }
            names.clear();
            values.clear();
        }

        private void entry(String name, Parts value) {
            if (!page.wantsMore()) {
                page.leave(value);
                return;
            }
            String pad = " ".repeat(Math.max(0, width - TextWidth.of(name)));
            page.print((first ? "" : indent) + page.paint(Ink.NAME, name) + pad + "  ");
            first = false;
            tree(value, indent + " ".repeat(width + 2));
        }
    }

    private static String nameOf(Parts part) {
        return Shape.readable(Replies.of(part.whole()));
    }

    /** A map of which the first name and value have been taken already. */
    private static final class Resumed implements Parts {
        private final Parts name;
        private final Parts value;
        private final Parts rest;
        private int taken;

        Resumed(Reply name, Parts value, Parts rest) {
            this.name = Parts.of(name);
            this.value = value;
            this.rest = rest;
        }

        @Override
        public Kind kind() {
            return rest.kind();
        }

        @Override
        public long size() {
            return rest.size();
        }

        @Override
        public Reply scalar() {
            return rest.scalar();
        }

        @Override
        public long length() {
            return rest.length();
        }

        @Override
        public boolean hasNext() {
            return taken < 2 || rest.hasNext();
        }

        @Override
        public Parts next() {
            taken = Math.min(taken + 1, 3);
            return taken == 1 ? name : taken == 2 ? value : rest.next();
        }

        @Override
        public void skip() {
            taken = 3;
            rest.skip();
        }
    }
}
