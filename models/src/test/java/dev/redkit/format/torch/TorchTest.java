package dev.redkit.format.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import dev.redkit.pickle.Global;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TorchTest {
    /** What the commands in the unsafe files would make. */
    private static final Path CANARY = Path.of("/tmp/redkit-canary");

    @ParameterizedTest
    @CsvSource({
        "torch/state_dict.pt, torch/state_dict_expected.npz",
        "torch/state_dict_legacy.pth, torch/state_dict_expected.npz",
        "torch/torch171_state_dict.pt, torch/torch171_expected.npz",
        "torch/torch171_legacy.pth, torch/torch171_expected.npz",
        "torch113/variety.pt, torch113/variety.pt",
        "torch113/variety_legacy.pth, torch113/variety_legacy.pth",
        "torch113/script.pt, torch113/script.pt",
        "torch113/quant.pt, torch113/quant.pt",
        "torch113/sharded, torch113/sharded",
    })
    void readsWhatTorchReads(String file, String expected) throws IOException {
        assertThat(Fixtures.found(Fixtures.file(file))).isEqualTo(Fixtures.expected(expected));
    }

    @Test
    void namesTheTensorsOfACheckpointByTheWayToThem() throws IOException {
        Path file = Fixtures.file("torch/checkpoint.pt");
        assertThat(Fixtures.found(file).keySet()).contains("model_state_dict.fc.weight");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(opened.format()).isEqualTo("torch");
            assertThat(opened.metadata()).containsKey("epoch").containsKey("loss");
        }
    }

    @Test
    void readsArraysOfNumPyAndLoneTensors() throws IOException {
        Map<String, String> found = Fixtures.found(Fixtures.file("torch/with_numpy.pt"));
        assertThat(found).isNotEmpty();
        assertThat(Fixtures.found(Fixtures.file("torch/single_tensor.pt"))).containsOnlyKeys("single_tensor");
        assertThat(Fixtures.found(Fixtures.file("torch113/sparse.pt"))).hasSizeGreaterThanOrEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"torch113/module.pt"})
    void collectsTheTensorsOfUnknownClassesWhenTold(String file) throws IOException {
        Path path = Fixtures.file(file);
        try (ModelFile opened = ModelFormats.byContent(path).open(path, new ReadOptions(true))) {
            assertThat(Fixtures.found(opened.tensors())).isEqualTo(Fixtures.expected(file));
        }
        Path unsafe = Fixtures.file("torch/whole_module_UNSAFE.pt");
        try (ModelFile opened = ModelFormats.byContent(unsafe).open(unsafe, new ReadOptions(true))) {
            assertThat(opened.tensors().stream().map(Tensor::name)).contains("conv.weight", "fc.bias");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "torch/whole_module_UNSAFE.pt, __main__.Net",
        "torch113/module.pt, torch.nn.modules.container.Sequential",
        "unsafe/os_system.pt, posix.system",
        "unsafe/eval.pt, __builtin__.eval",
        "unsafe/custom.pt, evil.module.Custom",
    })
    void refusesNamesThatItDoesNotKnowAndExecutesNothing(String file, String global) throws IOException {
        Path path = Fixtures.file(file);
        assertThatThrownBy(() -> Fixtures.found(path))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the global " + global + " at byte ")
                .hasMessageContaining(file);
        try (ModelFile opened = ModelFormats.byContent(path).open(path, new ReadOptions(true))) {
            assertThat(opened.tensors()).isNotNull();
        }
        assertThat(CANARY).doesNotExist();
    }

    @Test
    void listsAllNamesOfAnUnsafeFileWithTheirPlaces() throws IOException {
        Path file = Fixtures.file("unsafe/os_system.pt");
        List<PickleScan.Found> found = PickleScan.of(file);
        Global global = found.get(0).scan().globals().get(0);
        assertThat(global.path()).isEqualTo("posix.system");
        assertThat(global.isKnown()).isFalse();
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)
                        .startsWith("cposix\nsystem", Math.toIntExact(global.offset())))
                .isTrue();
        assertThat(PickleScan.of(Fixtures.file("torch/whole_module_UNSAFE.pt")).get(0).scan().globals().stream()
                        .filter(g -> !g.isKnown())
                        .map(Global::path)
                        .collect(Collectors.toSet()))
                .contains("__main__.Net", "torch.nn.modules.conv.Conv2d");
        assertThat(PickleScan.of(Fixtures.file("torch/state_dict_legacy.pth"))).hasSize(5);
        assertThat(CANARY).doesNotExist();
    }

    @Test
    void endsAtBombsAndCycles() throws IOException {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file("unsafe/bomb.pt")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("repeats too much");
        assertThat(Fixtures.found(Fixtures.file("unsafe/cycle.pt"))).isEmpty();
    }
}
