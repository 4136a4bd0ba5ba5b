package dev.redkit.grammar;

import dev.redkit.grammar.Place.Body;
import dev.redkit.grammar.Place.Repeat;
import dev.redkit.grammar.Place.Sequence;
import dev.redkit.grammar.Place.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** The syntax that follows a place, in pieces. */
final class HintText {
    private final List<HintPiece> pieces = new ArrayList<>();
    private final Set<Argument> fitting = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Behind the first piece that may not be left out, nothing can be what is being typed. */
    private boolean reachable = true;

    private HintText(List<Step> steps) {
        steps.forEach(step -> fitting.add(step.argument()));
    }

    /** What follows; {@code steps} are those that the word at the cursor may be. */
    static List<HintPiece> of(Place place, List<Step> steps) {
        HintText text = new HintText(steps);
        for (Place one = place; one != null; one = one.after()) {
            if (one instanceof Sequence sequence) {
                text.sequence(sequence);
            } else if (one instanceof Repeat repeat) {
                text.repeat(repeat);
            } else if (one instanceof Body body) {
                text.add(SyntaxText.body(body.argument()), body.argument(), false);
            }
        }
        return text.pieces;
    }

    private void sequence(Sequence sequence) {
        int end = sequence.count() < 0 ? sequence.endOfOptional() : sequence.index();
        for (int i = sequence.index(); i < sequence.items().size(); i++) {
            Argument argument = sequence.items().get(i);
            boolean counted = i == sequence.index() && sequence.count() >= 0;
            if (i < end && sequence.isUsed(i)) {
                continue;
            }
            if (counted && sequence.count() > 0) {
                add(times(argument, sequence.count()), argument, false);
            } else if (!counted) {
                add(argument.syntax(), argument, argument.optional());
            }
        }
    }

    private void repeat(Repeat repeat) {
        Argument argument = repeat.argument();
        if (repeat.left() > 0) {
            add(times(argument, repeat.left()), argument, false);
        } else if (repeat.left() < 0) {
            boolean token = argument.multipleToken() || !argument.hasToken();
            String once = token ? SyntaxText.once(argument) : SyntaxText.body(argument);
            add("[" + once + " ...]", argument, true);
        }
    }

    private static String times(Argument argument, int count) {
        String once = SyntaxText.once(argument);
        return switch (count) {
            case 1 -> once;
            case 2 -> once + " " + once;
            default -> once + " ... (" + count + ")";
        };
    }

    private void add(String text, Argument argument, boolean optional) {
        pieces.add(new HintPiece(text, Typing.kind(argument), optional, reachable && isFitting(argument)));
        reachable &= optional;
    }

    private boolean isFitting(Argument argument) {
        if (fitting.contains(argument)) {
            return true;
        }
        for (Argument part : argument.parts()) {
            if (isFitting(part)) {
                return true;
            }
        }
        return false;
    }
}
