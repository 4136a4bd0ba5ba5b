package dev.redkit.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips what needs {@link NeedsPython a module of Python} or {@link NeedsFramework a framework} that is not there. */
final class FrameworkCondition implements ExecutionCondition {
    private record Missing(String word, String what) {}

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<Missing> missing = new ArrayList<>();
        AnnotationSupport.findAnnotation(context.getElement(), NeedsPython.class)
                .ifPresent(needs -> {
                    for (String module : needs.value()) {
                        if (!isInPython(module)) {
                            missing.add(new Missing("python:" + module, "Python's " + module));
                        }
                    }
                });
        AnnotationSupport.findAnnotation(context.getElement(), NeedsFramework.class)
                .map(NeedsFramework::value)
                .filter(name -> !Files.isDirectory(Framework.folder(name)))
                .ifPresent(name -> missing.add(new Missing("jvm:" + name, name + " for a JVM")));
        for (Missing one : missing) {
            String reason = one.what() + " is not installed (.ci/frameworks installs what tests need)";
            Required.refuseToSkip(one.word(), reason);
            return ConditionEvaluationResult.disabled(reason);
        }
        return ConditionEvaluationResult.enabled("all that is needed is installed");
    }

    /** Without importing it, which may take seconds. */
    private static boolean isInPython(String module) {
        return Files.isExecutable(Path.of(NeedsPython.INTERPRETER))
                && Program.of(
                                        NeedsPython.INTERPRETER,
                                        "-c",
                                        "import importlib.util, sys; sys.exit(importlib.util.find_spec('" + module
                                                + "') is None)")
                                .run()
                                .exit()
                        == 0;
    }
}
