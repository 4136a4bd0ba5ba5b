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
                .isEqualTo(Map.ofEntries(
                        Map.entry("ServerRefused", 1),
                        Map.entry("CannotWrite", 1),
                        Map.entry("NotFound", 1),
                        Map.entry("UsageError", 2),
                        Map.entry("GateFailed", 3),
                        Map.entry("Partial", 4),
                        Map.entry("NotMeasured", 5),
                        Map.entry("Unreachable", 6),
                        Map.entry("NotAllowed", 7),
                        Map.entry("BadInput", 8),
                        Map.entry("NoConsent", 9)));
    }
}
