package dev.redkit.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelVariableResolver;
import dev.redkit.failure.UsageError;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * An expression in CEL, compiled. Any number of threads may evaluate it. Values that it sees and gives are {@code Long},
 * {@code Double}, {@code Boolean}, {@code String}, {@code byte[]}, {@code Instant}, {@code Duration}, null, and lists and
 * maps of these.
 */
public final class Expression {
    private final String what;
    private final String text;
    private final CelType type;
    private final Set<String> names;
    private final CelRuntime.Program program;

    private Expression(String what, String text, CelAbstractSyntaxTree tree, Set<String> names) {
        this.what = what;
        this.text = text;
        this.names = names;
        type = tree.getResultType();
        program = Language.program(what, text, tree);
    }

    /**
     * Compiles an expression that may use certain names; those that are no identifiers do no harm.
     *
     * @param what whose it is, for messages: {@code --where}
     * @throws UsageError naming the position of what is wrong, and a name that was perhaps meant
     */
    public static Expression compile(String what, String text, Collection<String> names) {
        Language.Checked checked = Language.check(what, text, names);
        return new Expression(what, text, checked.tree(), checked.names());
    }

    /** Compiles an expression that may use any name: what they are shows only as the data comes. */
    public static Expression compileOpen(String what, String text) {
        Language.Checked checked = Language.check(what, text, null);
        return new Expression(what, text, checked.tree(), checked.names());
    }

    /** The same, if it can be true or false. */
    public Expression condition() {
        if (type.equals(SimpleType.BOOL) || type.equals(SimpleType.DYN)) {
            return this;
        }
        throw new UsageError(
                what + " '" + text + "' is not true or false, but " + type.name(), "compare it: int(age) >= 18");
    }

    /** The names that it uses, of those that it may. */
    public Set<String> names() {
        return names;
    }

    /** Its value; a name that is not bound is null. */
    public Object evaluate(Map<String, ?> bindings) throws EvaluationException {
        return evaluate(bindings::get);
    }

    /** Its value; asks for names as it needs them. */
    public Object evaluate(Function<String, ?> bindings) throws EvaluationException {
        CelVariableResolver resolver =
                name -> names.contains(name) ? Optional.of(Values.in(bindings.apply(name))) : Optional.empty();
        try {
            return Values.out(program.eval(resolver));
        } catch (CelEvaluationException e) {
            throw new EvaluationException(what + ": " + Complaints.explain(e), e);
        }
    }

    /** Whether it is true; anything but true and false is an error. */
    public boolean test(Map<String, ?> bindings) throws EvaluationException {
        return test(bindings::get);
    }

    /** Whether it is true; asks for names as it needs them. */
    public boolean test(Function<String, ?> bindings) throws EvaluationException {
        Object value = evaluate(bindings);
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw new EvaluationException(what + ": it is not true or false, but " + Values.kind(value), null);
    }

    @Override
    public String toString() {
        return text;
    }
}
