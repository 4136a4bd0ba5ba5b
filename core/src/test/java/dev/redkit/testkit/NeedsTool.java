package dev.redkit.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a program that not every machine has ({@code tmux}, {@code chromium}, {@code redis-cli}). Where it is
 * missing the test is skipped and says so, unless {@code -Dredkit.required} lists it. The wider matrix runs it again.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(Required.MATRIX)
@ExtendWith(ToolCondition.class)
public @interface NeedsTool {
    String[] value();
}
