package dev.redkit.load;

import dev.redkit.grouping.OnDuplicate;
import dev.redkit.io.Sum;
import dev.redkit.mapping.Layout;
import dev.redkit.mapping.Mapping;
import dev.redkit.mapping.Structure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that a load is to do.
 *
 * @param inputs where the records come from, in order
 * @param mapping what each becomes
 * @param selection which are taken
 * @param mode what becomes of keys that are there
 * @param onDuplicate what becomes of several records for one key that takes one
 * @param streamLimit to what length streams are trimmed, or null
 * @param beside whether keys are written under other names first, and get their own when all is there
 * @param safety what to do when something goes wrong
 */
public record LoadPlan(
        List<LoadInput> inputs,
        Mapping mapping,
        Selection selection,
        Mode mode,
        OnDuplicate onDuplicate,
        StreamLimit streamLimit,
        boolean beside,
        Safety safety) {

    /**
     * What to do when something goes wrong.
     *
     * @param errors how many records may be rejected
     * @param rejects where rejected records are written, or null
     * @param checkpoint where the state is kept from which the load can be resumed, or null
     * @param folder where that is kept when nobody says where
     * @param resume whether to go on from there
     */
    public record Safety(ErrorPolicy errors, Path rejects, Path checkpoint, Path folder, boolean resume) {}

    /** Whether it does no harm to write a record twice. */
    boolean repeatable() {
        return harmed().isEmpty();
    }

    /** The structures that a record written twice would spoil. */
    String harmed() {
        return mapping.spec().layouts().stream()
                .map(Layout::structure)
                .filter(structure -> !structure.idempotent() || (mode == Mode.APPEND && structure == Structure.STRING))
                .map(Structure::word)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    /** A short name for this plan, always the same. */
    String fingerprint() {
        return shortName(id());
    }

    static String shortName(String text) {
        return new Sum().add(text.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** Tells this plan from another, for the checkpoint: the same inputs into the same keys in the same way. */
    String id() {
        // Word by word: the text that records make of themselves costs a start some 80 ms.
        PlanText text = new PlanText();
        inputs.forEach(input -> text.add(input.id()));
        text.mapping(mapping.spec());
        text.add(selection.first(), selection.share(), selection.shard(), selection.shards());
        text.add(mode, onDuplicate, beside);
        if (streamLimit != null) {
            text.add(streamLimit.length(), streamLimit.exact());
        }
        return text.toString();
    }
}
