package dev.redkit.load;

import dev.redkit.grouping.OnDuplicate;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Pace;
import dev.redkit.mapping.Mapping;
import dev.redkit.mapping.MappingSpec;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;
import dev.redkit.source.Formats;
import dev.redkit.source.RowSources;
import dev.redkit.source.SourceOptions;
import dev.redkit.target.Target;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A load as tests want it: of texts, into a server, with an ear for what it says. */
final class Loading implements LoadListener {
    private final MappingSpec spec;
    private final List<LoadInput> inputs = new ArrayList<>();
    private Mode mode = Mode.UPSERT;
    private OnDuplicate onDuplicate = OnDuplicate.ANY;
    private LaneChoice lane = LaneChoice.AUTO;
    private Selection selection = Selection.ALL;
    private ErrorPolicy errors = ErrorPolicy.GO_ON;
    private Path rejects;
    private Path folder;
    private boolean resume;
    private int replicas;
    private boolean beside;

    final List<Rejection> rejections = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    Load load;

    /** A text with a name, as a file would be. */
    record Text(String name, byte[] bytes, boolean again) implements LoadInput {
        @Override
        public RowSources.Opened open() {
            try {
                return new RowSources(Formats.builtIn())
                        .begin(name, new ByteArrayInputStream(bytes), SourceOptions.DEFAULTS);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public String fingerprint() {
            return again ? Integer.toString(Arrays.hashCode(bytes)) : null;
        }
    }

    private Loading(MappingSpec spec) {
        this.spec = spec;
    }

    static Loading of(MappingSpec spec) {
        return new Loading(spec);
    }

    static Loading of(MappingSpec.Builder spec) {
        return new Loading(spec.build());
    }

    Loading input(String name, String text) {
        return input(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Loading input(String name, byte[] bytes) {
        inputs.add(new Text(name, bytes, true));
        return this;
    }

    /** One that can be read only once, as standard input. */
    Loading once(String text) {
        inputs.add(new Text("standard input", text.getBytes(StandardCharsets.UTF_8), false));
        return this;
    }

    Loading input(LoadInput input) {
        inputs.add(input);
        return this;
    }

    /** So many replicas have to confirm. */
    Loading replicas(int value) {
        replicas = value;
        return this;
    }

    Loading mode(Mode value) {
        mode = value;
        return this;
    }

    Loading onDuplicate(OnDuplicate value) {
        onDuplicate = value;
        return this;
    }

    Loading lane(LaneChoice value) {
        lane = value;
        return this;
    }

    Loading selection(Selection value) {
        selection = value;
        return this;
    }

    Loading errors(ErrorPolicy value) {
        errors = value;
        return this;
    }

    Loading rejects(Path value) {
        rejects = value;
        return this;
    }

    Loading folder(Path value) {
        folder = value;
        return this;
    }

    Loading resume() {
        resume = true;
        return this;
    }

    Loading beside() {
        beside = true;
        return this;
    }

    LoadPlan plan() {
        return new LoadPlan(
                inputs,
                Mapping.of(spec),
                selection,
                mode,
                onDuplicate,
                null,
                beside,
                new LoadPlan.Safety(errors, rejects, null, folder, resume));
    }

    Delivery delivery() {
        return new Delivery(
                lane,
                1,
                LaneLimits.DEFAULT,
                Duration.ofSeconds(20),
                new Delivery.Care(false, replicas),
                Pace.UNLIMITED,
                (what, pause) -> {});
    }

    Account.Figures into(Target target) {
        try (Redis redis = Redis.open(target)) {
            load = new Load(plan(), this);
            load.into(redis, delivery());
            return load.account();
        }
    }

    byte[] file(String name, WriteVersion version, Path directory) {
        load = new Load(plan(), this);
        Path file = directory.resolve(name);
        load.toFile(new Load.Output(file.toString(), new ByteArrayOutputStream(), version, true));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Verification.Result verify(Target target, Verify how) {
        try (Redis redis = Redis.open(target)) {
            return new Verification(plan(), how).run(redis, 0, () -> false);
        }
    }

    List<String> reasons() {
        return rejections.stream().map(one -> one.where() + ": " + one.reason()).toList();
    }

    @Override
    public void rejected(Rejection rejection) {
        rejections.add(rejection);
    }

    @Override
    public void note(String text) {
        notes.add(text);
    }
}
