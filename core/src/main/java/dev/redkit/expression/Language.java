package dev.redkit.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.redkit.failure.UsageError;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** CEL as it is spoken here: the standard functions and those for text, numbers and base64, with limits. */
final class Language {
    /** What names mean to CEL, so that an expression whose names are not known yet keeps them. */
    private static final Set<String> MEANT =
            Set.of("int", "uint", "double", "bool", "string", "bytes", "list", "map", "null_type", "base64", "google");

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(100_000)
            .maxParseRecursionDepth(100)
            .comprehensionMaxIterations(100_000)
            .maxRegexProgramSize(10_000)
            .enableHeterogeneousNumericComparisons(true)
            .build();
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .addLibraries(CelExtensions.strings(), CelExtensions.math(), CelExtensions.encoders(OPTIONS))
            .build();
    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .addLibraries(CelExtensions.strings(), CelExtensions.math(), CelExtensions.encoders(OPTIONS))
            .build();

    /** A tree whose names and types are found good, with the names that it uses. */
    record Checked(CelAbstractSyntaxTree tree, Set<String> names) {}

    private Language() {}

    /**
     * Reads an expression and looks whether it can be.
     *
     * @param known the names there are; null for any
     */
    static Checked check(String what, String text, Collection<String> known) {
        try {
            CelAbstractSyntaxTree parsed = COMPILER.parse(text).getAst();
            Set<String> used = identifiers(parsed);
            Set<String> names = new LinkedHashSet<>();
            if (known == null) {
                used.stream().filter(name -> !MEANT.contains(name)).forEach(names::add);
            } else {
                known.stream().filter(name -> used.contains(root(name))).forEach(names::add);
            }
            var compiler = COMPILER.toCompilerBuilder();
            names.forEach(name -> compiler.addVar(name, SimpleType.DYN));
            return new Checked(compiler.build().check(parsed).getAst(), Set.copyOf(names));
        } catch (CelValidationException e) {
            throw Complaints.usage(what, text, e, known);
        }
    }

    /** The first of the words of a dotted name: {@code address.city} is a name too, if a column is called so. */
    private static String root(String name) {
        int dot = name.indexOf('.');
        return dot > 0 && name.matches("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)+")
                ? name.substring(0, dot)
                : name;
    }

    private static Set<String> identifiers(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .filter(node -> node.getKind() == Kind.IDENT)
                .map(node -> node.expr().ident().name())
                .filter(name -> !name.startsWith("@"))
                .collect(Collectors.toSet());
    }

    static CelRuntime.Program program(String what, String text, CelAbstractSyntaxTree tree) {
        try {
            return RUNTIME.createProgram(tree);
        } catch (CelEvaluationException e) {
            throw new UsageError(what + " '" + text + "': " + Complaints.explain(e), Complaints.HINT, e);
        }
    }
}
