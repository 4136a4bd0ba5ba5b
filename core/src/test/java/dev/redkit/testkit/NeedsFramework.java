package dev.redkit.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test needs a framework for a JVM, which it runs as a {@link Framework}. Where it is missing the test is skipped and
 * says so, unless {@code -Dredkit.required} lists {@code jvm:NAME}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Tag(Required.MATRIX)
@ExtendWith(FrameworkCondition.class)
public @interface NeedsFramework {
    String value();
}
