package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.Histograms;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Judge;
import dev.redkit.bench.verdict.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;

/**
 * Everything about one run, by this program or by another.
 *
 * @param tool which program measured
 * @param load how it was measured; two runs that differ here are not alike
 * @param environment where it was measured; neither are these
 * @param count answers within the measured time, errors included
 * @param open whether response times count from the intended start
 * @param lag how late requests left; empty for a closed loop
 * @param events what happened on the servers meanwhile
 * @param blocks what statistics stand on; none from tools that keep none
 */
public record Report(
        String tool,
        String title,
        Instant began,
        Map<String, String> load,
        Map<String, String> environment,
        double seconds,
        double warmUp,
        long count,
        boolean open,
        List<Command> commands,
        List<Complaints.Kind> errors,
        Optional<Histogram> lag,
        List<Block> blocks,
        List<Tick> ticks,
        List<ServerEvent> events,
        Facts facts,
        List<Finding> findings) {

    /**
     * One command of the workload.
     *
     * @param count answers, errors included
     * @param seen what users waited
     * @param service from the write to the reply
     * @param failed of requests that failed
     */
    public record Command(
            String name, String text, int weight, long count, Histogram seen, Histogram service, Histogram failed) {
        public long errors() {
            return failed.getTotalCount();
        }
    }

    /** The same with other commands, and blocks that know them. */
    public Report with(List<Command> others, List<Block> theirs) {
        return new Report(
                tool,
                title,
                began,
                load,
                environment,
                seconds,
                warmUp,
                count,
                open,
                others,
                errors,
                lag,
                theirs,
                ticks,
                events,
                facts,
                findings);
    }

    /** The same with another number of answers: of tools that tell it apart from their percentiles. */
    Report counting(long answers) {
        return new Report(
                tool,
                title,
                began,
                load,
                environment,
                seconds,
                warmUp,
                answers,
                open,
                commands,
                errors,
                lag,
                blocks,
                ticks,
                events,
                facts,
                findings);
    }

    public Verdict verdict() {
        return Judge.verdict(findings);
    }

    /** Answers per second. */
    public double rate() {
        return seconds > 0 ? count / seconds : 0;
    }

    public long errorCount() {
        return commands.stream().mapToLong(Command::errors).sum();
    }

    /** What users waited, all commands together. */
    public Histogram seen() {
        Histogram all = Histograms.empty();
        commands.forEach(one -> all.add(one.seen()));
        return all;
    }

    public Histogram service() {
        Histogram all = Histograms.empty();
        commands.forEach(one -> all.add(one.service()));
        return all;
    }

    /** The index of a command by its name; -1 if there is none. */
    public int indexOf(String name) {
        for (int i = 0; i < commands.size(); i++) {
            if (commands.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
