package dev.redkit.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs modules of the distribution's Python, {@link #INTERPRETER}; another one may come first in PATH. Where one
 * is missing the test is skipped and says so, unless {@code -Dredkit.required} lists {@code python:MODULE}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(Required.MATRIX)
@ExtendWith(FrameworkCondition.class)
public @interface NeedsPython {
    /** Where the distribution has it. */
    String INTERPRETER = "/usr/bin/python3";

    String[] value();
}
