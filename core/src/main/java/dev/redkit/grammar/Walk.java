package dev.redkit.grammar;

import dev.redkit.grammar.Place.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Goes through the arguments of a command word by word, on every way that fits at once: what a word is often shows only
 * later ({@code XREAD STREAMS a b 0 0}). The likeliest way comes first.
 */
final class Walk {
    /** Far more than any command known; a strange grammar shall not slow down typing. */
    private static final int MOST_WAYS = 64;

    /** One way to understand the words so far. */
    record Way(Place place, int doubts, Trail trail) {}

    /** The steps of a way, the last first. */
    record Trail(Step step, String word, Trail before) {}

    private List<Way> ways;
    private int misfit = -1;

    private Walk(Place start) {
        ways = List.of(new Way(start, 0, null));
    }

    /** Goes through these words of a command, from that one on. */
    static Walk through(CommandDoc doc, List<String> words, int from) {
        Walk walk = new Walk(new Place.Sequence(doc.arguments(), 0, 0, -1, null));
        for (int i = from; i < words.size(); i++) {
            if (!walk.step(words.get(i))) {
                walk.misfit = i;
                break;
            }
        }
        return walk;
    }

    /** The first word that fits nowhere, or -1. */
    int misfit() {
        return misfit;
    }

    /** The ways, the likeliest first; those that there were before a misfit. */
    List<Way> ways() {
        return ways;
    }

    /** The steps of the likeliest way, in order: one for each word that fits. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (Trail one = ways.get(0).trail(); one != null; one = one.before()) {
            steps.add(0, one.step());
        }
        return steps;
    }

    private boolean step(String word) {
        Map<Place, Way> next = new LinkedHashMap<>();
        for (Way way : ways) {
            List<Step> fitting = new ArrayList<>();
            for (Step step : expected(way.place())) {
                if (Fit.whole(step, word)) {
                    fitting.add(step);
                }
            }
            for (Step step : fitting) {
                Place place = step.after(word);
                int doubts = way.doubts() + doubt(step, fitting, word);
                Way known = next.get(key(place));
                if (known == null || doubts < known.doubts()) {
                    next.put(key(place), new Way(place, doubts, new Trail(step, word, way.trail())));
                }
            }
        }
        if (next.isEmpty()) {
            return false;
        }
        List<Way> sorted = new ArrayList<>(next.values());
        sorted.sort((a, b) -> Integer.compare(a.doubts(), b.doubts()));
        ways = sorted.size() > MOST_WAYS ? sorted.subList(0, MOST_WAYS) : sorted;
        return true;
    }

    private static final Place END = new Place.Sequence(List.of(), 0, 0, -1, null);

    private static Place key(Place place) {
        return place == null ? END : place;
    }

    /** A word that is a token is hardly anything else; what looks like the id of an entry is hardly a key. */
    private static int doubt(Step step, List<Step> all, String word) {
        if (step.token()) {
            return 0;
        }
        boolean token = false;
        boolean key = false;
        boolean id = false;
        for (Step one : all) {
            token |= one.token();
            key |= one.argument().type() == Argument.Type.KEY;
            id |= Fit.isStreamId(one.argument());
        }
        int doubts = token ? 1 : 0;
        if (key && id) {
            boolean asId = Fit.isStreamId(step.argument());
            doubts += asId == Fit.looksLikeStreamId(word) ? 0 : 1;
        }
        return doubts;
    }

    /** All that a word may be at a place. */
    static List<Step> expected(Place place) {
        Collected collected = new Collected();
        Place.Expected.next(place, collected, 0);
        return collected.steps;
    }

    /** Whether the command may end here. */
    boolean mayEnd() {
        Collected collected = new Collected();
        ways.forEach(way -> Place.Expected.next(way.place(), collected, 0));
        return collected.end;
    }

    private static final class Collected implements Place.Expected {
        private final List<Step> steps = new ArrayList<>();
        private boolean end;

        @Override
        public void add(Step step) {
            steps.add(step);
        }

        @Override
        public void end() {
            end = true;
        }
    }
}
