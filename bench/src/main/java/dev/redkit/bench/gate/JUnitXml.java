package dev.redkit.bench.gate;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Gates as test cases, in the XML that every CI server reads. */
public final class JUnitXml {
    private JUnitXml() {}

    public static void write(List<GateResult> results, OutputStream out) throws IOException {
        Writer xml = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        xml.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"redkit bench\" tests=\"");
        xml.write(results.size() + "\" failures=\"" + count(results, GateResult.Answer.FAILED) + "\"");
        xml.write(" errors=\"" + count(results, GateResult.Answer.ERROR) + "\"");
        xml.write(" skipped=\"" + count(results, GateResult.Answer.UNDECIDED) + "\">\n");
        for (GateResult one : results) {
            xml.write("  <testcase classname=\"" + escaped(one.subject()) + "\" name=\"" + escaped(one.gate()) + "\"");
            String element = switch (one.answer()) {
                case PASSED -> "";
                case FAILED -> "failure";
                case UNDECIDED -> "skipped";
                case ERROR -> "error";
            };
            xml.write(
                    element.isEmpty()
                            ? "/>\n"
                            : ">\n    <" + element + " message=\"" + escaped(one.text()) + "\"/>\n  </testcase>\n");
        }
        xml.write("</testsuite>\n");
        xml.flush();
    }

    private static long count(List<GateResult> results, GateResult.Answer answer) {
        return results.stream().filter(one -> one.answer() == answer).count();
    }

    private static String escaped(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char one = text.charAt(i);
            switch (one) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                // What XML 1.0 has no way to write.
                default -> out.append(one < 0x20 || (one >= 0xfffe) ? '?' : one);
            }
        }
        return out.toString();
    }
}
