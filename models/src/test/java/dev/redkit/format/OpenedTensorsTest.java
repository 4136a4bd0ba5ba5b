package dev.redkit.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OpenedTensorsTest {
    private final List<String> closed = new ArrayList<>();
    private final Closeable first = () -> closed.add("first");
    private final Closeable second = () -> closed.add("second");

    @Test
    void closesAllThatWasOpenedWhenReadingFails() {
        for (Exception failure : List.of(new IOException("no"), new BadInput("no"))) {
            closed.clear();
            assertThatThrownBy(() -> OpenedTensors.read(opened -> {
                        opened.add(first);
                        opened.add(second);
                        if (failure instanceof IOException e) {
                            throw e;
                        }
                        throw (BadInput) failure;
                    }))
                    .isSameAs(failure);
            assertThat(closed).containsExactly("first", "second");
        }
    }

    @Test
    void keepsOpenWhatTensorsComeFrom() throws Exception {
        ModelFile file = OpenedTensors.read(opened -> {
            opened.add(first);
            return new OpenedTensors("test", List.of(), Map.of(), opened);
        });
        assertThat(closed).isEmpty();
        file.close();
        assertThat(closed).containsExactly("first");
    }
}
