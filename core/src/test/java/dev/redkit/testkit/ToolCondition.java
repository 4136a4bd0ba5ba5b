package dev.redkit.testkit;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips what {@link NeedsTool needs a tool} that is not there. */
final class ToolCondition implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getElement(), NeedsTool.class)
                .map(needs -> evaluate(needs.value()))
                .orElse(ConditionEvaluationResult.enabled("needs no tool"));
    }

    private static ConditionEvaluationResult evaluate(String[] tools) {
        for (String tool : tools) {
            if (!onPath(tool)) {
                String reason = tool + " is not installed (.ci/tools and .ci/servers install what tests need)";
                Required.refuseToSkip(tool, reason);
                return ConditionEvaluationResult.disabled(reason);
            }
        }
        return ConditionEvaluationResult.enabled("all tools are installed");
    }

    private static boolean onPath(String tool) {
        for (String directory : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(directory, tool))) {
                return true;
            }
        }
        return false;
    }
}
