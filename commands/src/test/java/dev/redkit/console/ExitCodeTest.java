package dev.redkit.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.failure.Failure;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
    @Test
    void everyKindOfFailureHasItsCode() throws ReflectiveOperationException {
        Map<String, Integer> codes = new HashMap<>();
        for (Class<?> kind : Failure.class.getPermittedSubclasses()) {
            Failure failure =
                    (Failure) kind.getConstructor(String.class, String.class).newInstance("message", "hint");
            codes.put(kind.getSimpleName(), ExitCode.of(failure).code());
        }
        assertThat(codes)
                .isEqualTo(Map.of(
                        "ServerRefused", 1,
                        "CannotWrite", 1,
                        "UsageError", 2,
                        "GateFailed", 3,
                        "Partial", 4,
                        "NotMeasured", 5,
                        "Unreachable", 6,
                        "NotAllowed", 7,
                        "BadInput", 8,
                        "NoConsent", 9));
    }
}
