package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Verdict;
import dev.redkit.failure.BadInput;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The file format of results, {@code "schema": "redkit-bench/1"}: whole reports, histograms as compressed HdrHistograms in
 * base64. Fields are only ever added; a reader passes over those that it does not know.
 */
public final class ReportJson {
    /** The first field of each file. */
    public static final String SCHEMA = "redkit-bench/1";

    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private ReportJson() {}

    public static void write(List<Report> reports, OutputStream stream) {
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), stream, JsonEncoding.UTF8)) {
            out.writeStartObject();
            out.writeStringProperty("schema", SCHEMA);
            out.writeArrayPropertyStart("results");
            for (Report report : reports) {
                out.writeStartObject();
                report(out, report);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
            out.writeRaw('\n');
        }
    }

    private static void report(JsonGenerator out, Report report) {
        out.writeStringProperty("tool", report.tool());
        out.writeStringProperty("title", report.title());
        out.writeStringProperty("began", report.began().toString());
        out.writeStringProperty("verdict", report.verdict().title());
        out.writeNumberProperty("seconds", report.seconds());
        out.writeNumberProperty("warm_up_seconds", report.warmUp());
        out.writeNumberProperty("requests", report.count());
        out.writeBooleanProperty("open_loop", report.open());
        out.writeStringProperty("fingerprint", Reports.fingerprint(report));
        texts(out, "load", report.load());
        texts(out, "environment", report.environment());
        out.writeArrayPropertyStart("findings");
        for (Finding finding : report.findings()) {
            out.writeStartObject();
            out.writeStringProperty("verdict", finding.verdict().title());
            out.writeStringProperty("text", finding.text());
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeObjectPropertyStart("facts");
        report.facts().all().forEach(out::writeNumberProperty);
        out.writeEndObject();
        commands(out, report);
        report.lag().ifPresent(lag -> histogram(out, "send_lag", lag));
        errors(out, report);
        blocks(out, report);
        ticks(out, report);
        events(out, report);
    }

    private static void texts(JsonGenerator out, String name, Map<String, String> texts) {
        out.writeObjectPropertyStart(name);
        texts.forEach(out::writeStringProperty);
        out.writeEndObject();
    }

    private static void histogram(JsonGenerator out, String name, Histogram histogram) {
        out.writeStringProperty(name, Histograms.text(Histograms.pack(histogram)));
    }

    private static void commands(JsonGenerator out, Report report) {
        out.writeArrayPropertyStart("commands");
        for (Report.Command command : report.commands()) {
            out.writeStartObject();
            out.writeStringProperty("name", command.name());
            out.writeStringProperty("command", command.text());
            out.writeNumberProperty("weight", command.weight());
            out.writeNumberProperty("requests", command.count());
            out.writeNumberProperty("errors", command.errors());
            histogram(out, "response", command.seen());
            histogram(out, "service", command.service());
            histogram(out, "failed", command.failed());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void errors(JsonGenerator out, Report report) {
        out.writeArrayPropertyStart("error_kinds");
        for (Complaints.Kind kind : report.errors()) {
            out.writeStartObject();
            out.writeStringProperty("kind", kind.name());
            out.writeNumberProperty("count", kind.count());
            out.writeStringProperty("example", kind.example());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void blocks(JsonGenerator out, Report report) {
        out.writeArrayPropertyStart("blocks");
        for (Block block : report.blocks()) {
            out.writeStartObject();
            out.writeNumberProperty("seconds", block.seconds());
            out.writeNumberProperty("requests", block.count());
            out.writeNumberProperty("errors", block.errors());
            out.writeNumberProperty("client_cpu_seconds", block.clientCpu());
            if (!Double.isNaN(block.serverCpu())) {
                out.writeNumberProperty("server_cpu_seconds", block.serverCpu());
            }
            out.writeArrayPropertyStart("response");
            block.seen().forEach(packed -> out.writeString(Histograms.text(packed)));
            out.writeEndArray();
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void events(JsonGenerator out, Report report) {
        out.writeArrayPropertyStart("server_events");
        for (ServerEvent event : report.events()) {
            out.writeStartObject();
            out.writeNumberProperty("at_seconds", event.at());
            out.writeNumberProperty("seconds", event.seconds());
            out.writeStringProperty("server", event.server());
            out.writeStringProperty("name", event.name());
            out.writeStringProperty("detail", event.detail());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void ticks(JsonGenerator out, Report report) {
        out.writeArrayPropertyStart("intervals");
        for (Tick tick : report.ticks()) {
            tick(out, tick);
        }
        out.writeEndArray();
    }

    /** The time line alone, an interval on each line. */
    public static void writeTicks(List<Report> reports, OutputStream stream) {
        for (Report report : reports) {
            for (Tick tick : report.ticks()) {
                try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), stream, JsonEncoding.UTF8)) {
                    tick(out, tick);
                    out.writeRaw('\n');
                }
            }
        }
    }

    private static void tick(JsonGenerator out, Tick tick) {
        out.writeStartObject();
        out.writeNumberProperty("at_seconds", tick.at());
        out.writeNumberProperty("seconds", tick.seconds());
        out.writeBooleanProperty("warm_up", tick.warmUp());
        out.writeNumberProperty("requests", tick.count());
        out.writeNumberProperty("errors", tick.errors());
        out.writeNumberProperty("p50_ns", tick.p50());
        out.writeNumberProperty("p99_ns", tick.p99());
        out.writeNumberProperty("max_ns", tick.max());
        out.writeNumberProperty("own_pause_ns", tick.pause());
        out.writeObjectPropertyStart("evidence");
        tick.evidence().forEach(out::writeNumberProperty);
        out.writeEndObject();
        if (tick.seen().length > 0) {
            out.writeStringProperty("response", Histograms.text(tick.seen()));
        }
        out.writeEndObject();
    }

    /** Reads a file; {@code name} is what a complaint calls it. */
    public static List<Report> read(InputStream in, String name) {
        return read(JsonTree.read(in, name));
    }

    static List<Report> read(JsonTree root) {
        String schema = root.text("schema", "");
        if (!schema.equals(SCHEMA)) {
            throw new BadInput(root.where() + " is no result of redkit bench"
                    + (schema.isEmpty() ? "" : " of this version: " + schema));
        }
        List<Report> reports = new ArrayList<>();
        for (JsonTree one : root.items("results")) {
            try {
                reports.add(report(one));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw new BadInput("a result in " + root.where() + " is damaged: " + e.getMessage(), null, e);
            }
        }
        return reports;
    }

    private static Report report(JsonTree tree) {
        List<Finding> findings = new ArrayList<>();
        for (JsonTree one : tree.items("findings")) {
            findings.add(new Finding(Verdict.of(one.text("verdict", "valid")), one.text("text", "")));
        }
        Facts facts = new Facts();
        tree.field("facts")
                .ifPresent(all -> all.numbers().forEach((name, value) -> facts.put(name, value.doubleValue())));
        List<Report.Command> commands = new ArrayList<>();
        for (JsonTree one : tree.items("commands")) {
            commands.add(new Report.Command(
                    one.text("name", ""),
                    one.text("command", ""),
                    (int) one.number("weight", 1),
                    (long) one.number("requests", 0),
                    histogram(one, "response"),
                    histogram(one, "service"),
                    histogram(one, "failed")));
        }
        List<Complaints.Kind> errors = new ArrayList<>();
        for (JsonTree one : tree.items("error_kinds")) {
            errors.add(
                    new Complaints.Kind(one.text("kind", ""), (long) one.number("count", 0), one.text("example", "")));
        }
        return new Report(
                tree.text("tool", "redkit"),
                tree.text("title", ""),
                Instant.parse(tree.text("began", "1970-01-01T00:00:00Z")),
                texts(tree, "load"),
                texts(tree, "environment"),
                tree.number("seconds", 0),
                tree.number("warm_up_seconds", 0),
                (long) tree.number("requests", 0),
                tree.flag("open_loop"),
                commands,
                errors,
                tree.field("send_lag").isPresent() ? Optional.of(histogram(tree, "send_lag")) : Optional.empty(),
                blocks(tree, commands.size()),
                ticks(tree),
                events(tree),
                facts,
                findings);
    }

    private static Histogram histogram(JsonTree tree, String name) {
        String text = tree.text(name, "");
        return text.isEmpty() ? Histograms.empty() : Histograms.unpack(text);
    }

    private static Map<String, String> texts(JsonTree tree, String name) {
        return tree.field(name).map(JsonTree::texts).orElseGet(LinkedHashMap::new);
    }

    private static List<Block> blocks(JsonTree tree, int commands) {
        List<Block> blocks = new ArrayList<>();
        for (JsonTree one : tree.items("blocks")) {
            List<byte[]> seen = new ArrayList<>();
            for (JsonTree packed : one.items("response")) {
                seen.add(Base64.getDecoder().decode(packed.asText()));
            }
            if (seen.size() != commands) {
                throw new IllegalArgumentException(
                        "a block has histograms of " + seen.size() + " commands instead of " + commands);
            }
            blocks.add(new Block(
                    one.number("seconds", 0),
                    (long) one.number("requests", 0),
                    (long) one.number("errors", 0),
                    seen,
                    one.number("client_cpu_seconds", 0),
                    one.number("server_cpu_seconds", Double.NaN)));
        }
        return blocks;
    }

    private static List<ServerEvent> events(JsonTree tree) {
        List<ServerEvent> events = new ArrayList<>();
        for (JsonTree one : tree.items("server_events")) {
            events.add(new ServerEvent(
                    one.number("at_seconds", 0),
                    one.number("seconds", 0),
                    one.text("server", ""),
                    one.text("name", ""),
                    one.text("detail", "")));
        }
        return events;
    }

    private static Map<String, Double> evidence(JsonTree tick) {
        Facts facts = new Facts();
        tick.field("evidence")
                .ifPresent(all -> all.numbers().forEach((name, value) -> facts.put(name, value.doubleValue())));
        return facts.all();
    }

    private static List<Tick> ticks(JsonTree tree) {
        List<Tick> ticks = new ArrayList<>();
        for (JsonTree one : tree.items("intervals")) {
            ticks.add(new Tick(
                    one.number("at_seconds", 0),
                    one.number("seconds", 1),
                    one.flag("warm_up"),
                    (long) one.number("requests", 0),
                    (long) one.number("errors", 0),
                    (long) one.number("p50_ns", 0),
                    (long) one.number("p99_ns", 0),
                    (long) one.number("max_ns", 0),
                    (long) one.number("own_pause_ns", 0),
                    evidence(one),
                    Base64.getDecoder().decode(one.text("response", ""))));
        }
        return ticks;
    }
}
