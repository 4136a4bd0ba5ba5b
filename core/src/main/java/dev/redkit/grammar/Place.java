package dev.redkit.grammar;

import java.util.List;
import java.util.Objects;

/**
 * A place among the arguments of a command, where a word is due: how far one got, and what has to come after that.
 * Places are equal when the same may follow.
 */
sealed interface Place {
    /** Grammars of modules may hold loops that consume nothing. */
    int DEEPEST = 64;

    /** Tells all that a word may be here. */
    void expand(Expected expected, int depth);

    /** What comes after the last argument; the command may end. */
    Place after();

    /** Adds one argument, which a word may begin. */
    static void enter(Argument argument, Place after, int left, Expected expected, int depth) {
        Place then = argument.multiple() ? new Repeat(argument, left, after) : after;
        if (!argument.hasToken()) {
            body(argument, then, expected, depth);
        } else if (argument.type() == Argument.Type.PURE_TOKEN) {
            expected.add(new Step(argument, true, then));
        } else {
            expected.add(new Step(argument, true, new Body(argument, then)));
        }
    }

    private static void body(Argument argument, Place then, Expected expected, int depth) {
        if (depth > DEEPEST) {
            return;
        }
        switch (argument.type()) {
            case ONEOF -> argument.parts().forEach(part -> enter(part, then, -1, expected, depth + 1));
            case BLOCK -> new Sequence(argument.parts(), 0, 0, -1, then).expand(expected, depth + 1);
            default -> expected.add(new Step(argument, false, then));
        }
    }

    /** A step over one word: its token, or the word that the argument is. */
    record Step(Argument argument, boolean token, Place next) {
        /** Where one is after this very word. */
        Place after(String word) {
            if (token || !argument.counts() || !(next instanceof Sequence sequence) || !sequence.mayCount()) {
                return next;
            }
            return sequence.counting(Fit.count(word));
        }
    }

    /** Who is told what may come. */
    interface Expected {
        void add(Step step);

        /** The command may end here. */
        void end();

        static void next(Place place, Expected expected, int depth) {
            if (place == null) {
                expected.end();
            } else if (depth <= DEEPEST) {
                place.expand(expected, depth + 1);
            }
        }
    }

    /**
     * Within a list of arguments. Optional ones that follow each other come in any order, each once.
     *
     * @param used which of the optional ones were there, as bits
     * @param count how many of the next argument follow; -1 when nobody said
     */
    record Sequence(List<Argument> items, int index, long used, int count, Place after) implements Place {
        @Override
        public void expand(Expected expected, int depth) {
            if (index == items.size()) {
                Expected.next(after, expected, depth);
                return;
            }
            Argument next = items.get(index);
            if (count == 0) {
                new Sequence(items, index + 1, 0, -1, after).expand(expected, depth);
            } else if (count > 0) {
                enter(next, new Sequence(items, index + 1, 0, -1, after), count - 1, expected, depth);
            } else if (!next.optional()) {
                enter(next, new Sequence(items, index + 1, 0, -1, after), -1, expected, depth);
            } else {
                int end = endOfOptional();
                for (int i = index; i < end; i++) {
                    if (!isUsed(i)) {
                        enter(items.get(i), new Sequence(items, index, used | bit(i), -1, after), -1, expected, depth);
                    }
                }
                new Sequence(items, end, 0, -1, after).expand(expected, depth);
            }
        }

        int endOfOptional() {
            int end = index;
            while (end < items.size() && items.get(end).optional()) {
                end++;
            }
            return end;
        }

        boolean isUsed(int item) {
            return (used & bit(item)) != 0;
        }

        private static long bit(int item) {
            return 1L << Math.min(item, 63);
        }

        boolean mayCount() {
            return index < items.size() && items.get(index).multiple();
        }

        Sequence counting(int number) {
            return new Sequence(items, index, used, Math.max(0, number), after);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sequence that
                    && items == that.items
                    && index == that.index
                    && used == that.used
                    && count == that.count
                    && Objects.equals(after, that.after);
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(items) + 31 * index + Long.hashCode(used) + count;
        }
    }

    /**
     * After an argument that may come again.
     *
     * @param left how often it has to come; -1 when nobody said
     */
    record Repeat(Argument argument, int left, Place after) implements Place {
        @Override
        public void expand(Expected expected, int depth) {
            if (left != 0) {
                Place again = new Repeat(argument, left < 0 ? left : left - 1, after);
                if (argument.multipleToken() && argument.hasToken()) {
                    expected.add(new Step(argument, true, new Body(argument, again)));
                } else {
                    body(argument, again, expected, depth);
                }
            }
            if (left <= 0) {
                Expected.next(after, expected, depth);
            }
        }
    }

    /** Behind the token of an argument. */
    record Body(Argument argument, Place after) implements Place {
        @Override
        public void expand(Expected expected, int depth) {
            body(argument, after, expected, depth);
        }
    }
}
