package dev.redkit.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A page of a report, from top to bottom. Everything given to it is text, whatever it contains: it is escaped here, so a
 * key's name cannot become markup, and the page's own policy forbids it to load or send anything.
 */
public final class Page {
    private static final String POLICY =
            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:";

    private final String title;
    private final List<String> body = new ArrayList<>();
    private int charts;

    /** How good what a badge says is. */
    public enum Tone {
        GOOD,
        WARNING,
        BAD
    }

    /** One number that stands out, and what it is: {@code 0.84 ms}, {@code p99}. */
    public record Figure(String label, String value) {}

    private Page(String title) {
        this.title = title;
    }

    /** An empty page; {@code remark} stands small below its title: where and when. */
    public static Page of(String title, String remark) {
        Page page = new Page(title);
        page.body.add("<header><h1>" + escaped(title) + "</h1><p>" + escaped(remark) + "</p></header>");
        return page;
    }

    public Page heading(String text) {
        body.add("<h2>" + escaped(text) + "</h2>");
        return this;
    }

    public Page text(String text) {
        body.add("<p>" + escaped(text) + "</p>");
        return this;
    }

    /** A word in a coloured box, and what it means. */
    public Page badge(Tone tone, String word, String meaning) {
        body.add(
                "<p><span class=\"badge " + css(tone) + "\">" + escaped(word) + "</span> " + escaped(meaning) + "</p>");
        return this;
    }

    public Page figures(List<Figure> figures) {
        StringBuilder html = new StringBuilder("<div class=figures>");
        for (Figure figure : figures) {
            html.append("<div><b>")
                    .append(escaped(figure.value()))
                    .append("</b><span>")
                    .append(escaped(figure.label()))
                    .append("</span></div>");
        }
        body.add(html.append("</div>").toString());
        return this;
    }

    /** What was found of each name: two columns, without ado. */
    public Page facts(Map<String, String> facts) {
        StringBuilder html = new StringBuilder("<dl>");
        facts.forEach((name, value) -> html.append("<dt>")
                .append(escaped(name))
                .append("</dt><dd>")
                .append(escaped(value))
                .append("</dd>"));
        body.add(html.append("</dl>").toString());
        return this;
    }

    public Page chart(Chart chart) {
        String id = "chart-" + ++charts;
        body.add("<figure><figcaption>" + escaped(chart.caption()) + "</figcaption><div class=chart id=" + id
                + " style=\"height:" + chart.height() + "px\"></div><script type=\"application/json\" data-chart=" + id
                + ">" + Json.text(chart.option()) + "</script></figure>");
        return this;
    }

    public Page table(Table table) {
        body.add(table.html());
        return this;
    }

    /** Writes the whole page; the stream stays open. */
    public void write(OutputStream out) throws IOException {
        text(out, "<!doctype html><html lang=en><head><meta charset=utf-8>");
        text(out, "<meta name=viewport content=\"width=device-width,initial-scale=1\">");
        text(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"" + POLICY + "\">");
        text(out, "<meta name=generator content=redkit><title>" + escaped(title) + "</title><style>");
        part(out, "page.css");
        text(out, "</style></head><body><main>\n");
        for (String block : body) {
            text(out, block + "\n");
        }
        text(out, "</main>\n");
        if (charts > 0) {
            text(out, "<script>");
            part(out, "echarts.min.js");
            text(out, "</script>");
        }
        text(out, "<script>");
        part(out, "page.js");
        text(out, "</script></body></html>\n");
    }

    private static String css(Tone tone) {
        return switch (tone) {
            case GOOD -> "good";
            case WARNING -> "warning";
            case BAD -> "bad";
        };
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void part(OutputStream out, String name) {
        try (InputStream in = Page.class.getResourceAsStream(name)) {
            in.transferTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot copy " + name, e);
        }
    }

    static String escaped(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '&' -> html.append("&amp;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c < ' ' && c != '\n' && c != '\t' ? '\uFFFD' : c);
            }
        }
        return html.toString();
    }
}
