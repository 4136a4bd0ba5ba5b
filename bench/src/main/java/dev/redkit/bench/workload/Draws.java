package dev.redkit.bench.workload;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What one thread draws for a workload: which command comes next, and the values of its placeholders. Two threads of one
 * seed draw different things, and the same ones in each run.
 */
public final class Draws {
    private final Workload workload;
    private final int index;
    private final int of;
    private final boolean constantValues;
    private final SplittableRandom random;
    private final Map<KeySpace, KeySource> sources = new LinkedHashMap<>();
    private final IdentityHashMap<Table, Rows> rows = new IdentityHashMap<>();
    private final int[] bounds;
    private final int weights;

    /** The draws of thread {@code index} of {@code of}. */
    public Draws(Workload workload, int index, int of, long seed, boolean constantValues) {
        this.workload = workload;
        this.index = index;
        this.of = of;
        this.constantValues = constantValues;
        SplittableRandom root = new SplittableRandom(seed);
        SplittableRandom own = root.split();
        for (int i = 0; i < index; i++) {
            own = root.split();
        }
        this.random = own;
        this.weights = workload.weights();
        this.bounds = new int[workload.ops().size()];
        int sum = 0;
        for (int i = 0; i < bounds.length; i++) {
            sum += workload.ops().get(i).weight();
            bounds[i] = sum;
        }
    }

    /** The index of the next command. */
    public int nextOp() {
        if (bounds.length == 1) {
            return 0;
        }
        int at = random.nextInt(weights);
        int op = 0;
        while (at >= bounds[op]) {
            op++;
        }
        return op;
    }

    /**
     * One encoder per command.
     *
     * @param keyArguments for each, which argument decides the slot, or -1
     */
    public List<Encoder> encoders(List<Integer> keyArguments) {
        List<Encoder> encoders = new ArrayList<>();
        for (int i = 0; i < workload.ops().size(); i++) {
            encoders.add(new Encoder.Builder(workload.ops().get(i), this, keyArguments.get(i)).build());
        }
        return encoders;
    }

    KeySource keys(Optional<KeySpace> space) {
        return sources.computeIfAbsent(
                space.orElse(workload.keys()), one -> new KeySource(one, index, of, random.split()));
    }

    /** The keys that were drawn, by space. */
    public Map<KeySpace, KeySource> sources() {
        return sources;
    }

    Rows rows(Table table) {
        return rows.computeIfAbsent(table, one -> new Rows(one, index, of));
    }

    SplittableRandom random() {
        return random;
    }

    int index() {
        return index;
    }

    int of() {
        return of;
    }

    boolean constantValues() {
        return constantValues;
    }
}
