package dev.redkit.expression;

import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.cel.runtime.CelEvaluationException;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What CEL complains of, in our words. */
final class Complaints {
    static final String HINT =
            "for example: int(age) >= 18 && country == \"DE\"; a name that is no word is row[\"my column\"]";

    private static final int SHOWN = 20;
    /** A complaint may quote a value of any length. */
    private static final int MOST = 300;

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*", Pattern.DOTALL);
    private static final Pattern OVERLOAD =
            Pattern.compile("found no matching overload for '([^']*)' applied to '\\(?([^)']*)\\)?'.*", Pattern.DOTALL);
    private static final Pattern AT = Pattern.compile("evaluation error(?: at <input>:(\\d+))?: (.*)", Pattern.DOTALL);
    private static final Pattern NO_OVERLOAD =
            Pattern.compile("No matching overload for function '([^']*)'.*", Pattern.DOTALL);

    private Complaints() {}

    /** An expression that cannot be. */
    static UsageError usage(String what, String text, CelValidationException e, Collection<String> known) {
        List<CelIssue> errors = e.getErrors();
        if (errors.isEmpty()) {
            return new UsageError(what + " '" + text + "': " + e.getMessage(), HINT, e);
        }
        CelIssue first = errors.get(0);
        int line = first.getSourceLocation().getLine();
        int column = first.getSourceLocation().getColumn() + 1;
        String place = " (at " + (line > 1 ? "line " + line + ", " : "") + "character " + Math.max(1, column) + ")";
        String message = first.getMessage();
        String hint = HINT;
        Matcher undeclared = UNDECLARED.matcher(message);
        Matcher overload = OVERLOAD.matcher(message);
        if (undeclared.matches()) {
            String name = undeclared.group(1);
            message = "there is no '" + name + "'";
            hint = names(name, known);
        } else if (overload.matches()) {
            message = "'" + operator(overload.group(1)) + "' does not take (" + overload.group(2) + ")";
            hint = "make numbers of text with int(x) or double(x), and text of numbers with string(x)";
        }
        return new UsageError(what + " '" + text + "': " + message + place, hint, e);
    }

    private static String names(String name, Collection<String> known) {
        if (known == null || known.isEmpty()) {
            return HINT;
        }
        String close = Suggestion.hint(name, known);
        String list = String.join(", ", known.stream().limit(SHOWN).toList());
        return (close == null ? "" : close + " ") + "the names are: " + list + (known.size() > SHOWN ? ", …" : "");
    }

    /** {@code _+_} is how CEL calls the function behind {@code +}. */
    private static String operator(String function) {
        String bare = function.replace("_", "").replace("@", "");
        return bare.isEmpty() || Character.isLetter(bare.charAt(0)) ? function : bare;
    }

    /** Why an expression has no value. */
    static String explain(CelEvaluationException e) {
        Matcher matcher = AT.matcher(String.valueOf(e.getMessage()));
        if (!matcher.matches()) {
            return String.valueOf(e.getMessage());
        }
        String place =
                matcher.group(1) == null ? "" : " (at character " + (Integer.parseInt(matcher.group(1)) + 1) + ")";
        String message = matcher.group(2);
        if (message.length() > MOST) {
            message = message.substring(0, MOST) + "…";
        }
        return switch (e.getErrorCode()) {
            case OVERLOAD_NOT_FOUND -> {
                Matcher overload = NO_OVERLOAD.matcher(message);
                String function = overload.matches() ? operator(overload.group(1)) : message;
                yield "'" + function + "' does not take such values: numbers come of text by int(x) or double(x)"
                        + place;
            }
            case BAD_FORMAT -> "it cannot be converted: " + message + place;
            case DIVIDE_BY_ZERO -> "division by zero" + place;
            default -> message + place;
        };
    }
}
