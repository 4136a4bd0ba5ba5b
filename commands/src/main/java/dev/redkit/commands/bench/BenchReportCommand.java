package dev.redkit.commands.bench;

import dev.redkit.bench.report.Report;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code redkit bench report}: results that were written earlier, shown again or in another form. */
final class BenchReportCommand implements Action {
    private final Session session;
    private final Arg files;
    private final Arg html;
    private final Arg out;

    BenchReportCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show results that were written earlier, or write them in another form.",
                "--html makes one page that needs no network: percentiles of response and service time, the run moment by"
                        + " moment with what the servers did, a heat map, each command, and the evidence for and against the"
                        + " figures. Several results are laid over one another.");
        syntax.examples(
                "redkit bench report result.json",
                "redkit bench report before.json after.json --html compared.html",
                "redkit bench report result.json --out result.md --out result.hgrm");
        files = syntax.rest("FILE", "results, as --out of the other commands wrote them (JSON)", true);
        html = syntax.path("FILE", "write a page to look at", "--html");
        out = syntax.path(
                "FILE", "write the form that the name ends with (.json .csv .md .hlog …); again for more", "--out");
    }

    @Override
    public void run() {
        List<String> wanted = new ArrayList<>(out.all());
        wanted.forEach(BenchFiles::check);
        for (String page : html.all()) {
            if (!page.toLowerCase(Locale.ROOT).endsWith(".html")) {
                throw new UsageError("--html: '" + page + "' does not end with .html");
            }
            BenchFiles.check(page);
            wanted.add(page);
        }
        List<Report> reports = new ArrayList<>();
        for (String file : files.all()) {
            reports.addAll(BenchFiles.read(file, session.console()));
        }
        if (wanted.isEmpty()) {
            BenchText text = new BenchText(session);
            reports.forEach(text::show);
        } else if (!session.dryRun()) {
            BenchFiles.write(wanted, reports, List.of(), session.console());
        }
    }
}
