package dev.redkit.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.NoConsent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
    private static final Terminal ALL = new Terminal(true, true, true, false, 80);

    @Test
    void keepsDataAndRemarksApart() {
        RecordedConsole recorded = new RecordedConsole();
        recorded.console().line("data");
        recorded.console().note("remark");
        assertThat(recorded.out()).isEqualTo("data\n");
        assertThat(recorded.err()).isEqualTo("remark\n");
    }

    @Test
    void writesUtf8WhateverTheLocale() {
        RecordedConsole recorded = new RecordedConsole();
        recorded.console().line("größer 漢");
        assertThat(recorded.out()).isEqualTo("größer 漢\n");
    }

    @Test
    void aReaderThatHasGoneAwayIsAClosedPipe() {
        OutputStream gone = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        Console console = new Console(
                gone, OutputStream.nullOutputStream(), InputStream.nullInputStream(), Terminal.NONE, Map.of());
        console.line("lost");
        assertThatThrownBy(console::flush).isInstanceOf(ClosedPipe.class);
        console.flush();
    }

    @Test
    void paintsOnATerminalOnly() {
        assertThat(paint(ALL, Map.of(), When.AUTO)).contains("\u001b[");
        assertThat(paint(Terminal.NONE, Map.of(), When.AUTO)).isEqualTo("x");
    }

    @Test
    void obeysTheVariablesAboutColours() {
        assertThat(paint(ALL, Map.of("NO_COLOR", "1"), When.AUTO)).isEqualTo("x");
        assertThat(paint(ALL, Map.of("NO_COLOR", ""), When.AUTO)).contains("\u001b[");
        assertThat(paint(ALL, Map.of("CLICOLOR", "0"), When.AUTO)).isEqualTo("x");
        assertThat(paint(Terminal.NONE, Map.of("CLICOLOR_FORCE", "1"), When.AUTO))
                .contains("\u001b[");
        assertThat(paint(Terminal.NONE, Map.of("CLICOLOR_FORCE", "0"), When.AUTO))
                .isEqualTo("x");
        assertThat(paint(Terminal.detect("111", Map.of("TERM", "dumb")), Map.of(), When.AUTO))
                .isEqualTo("x");
    }

    @Test
    void theOptionWinsOverTheVariables() {
        assertThat(paint(Terminal.NONE, Map.of("NO_COLOR", "1"), When.ALWAYS)).contains("\u001b[");
        assertThat(paint(ALL, Map.of("CLICOLOR_FORCE", "1"), When.NEVER)).isEqualTo("x");
    }

    private static String paint(Terminal terminal, Map<String, String> env, When when) {
        Console console = new RecordedConsole(terminal, env, "").console();
        console.color(when);
        return console.paint(Ink.BOLD, "x");
    }

    @Test
    void takesTheLaunchersDigitsAndTheColumns() {
        Terminal terminal = Terminal.detect("101", Map.of("COLUMNS", "120"));
        assertThat(terminal).isEqualTo(new Terminal(true, false, true, false, 120));
        assertThat(Terminal.detect(null, Map.of("COLUMNS", "wide"))).isEqualTo(Terminal.NONE);
        assertThat(Terminal.detect("x", Map.of("COLUMNS", "0"))).isEqualTo(Terminal.NONE);
    }

    @Test
    void refusesWithoutConsentWhereNobodyCanBeAsked() {
        Console console = new RecordedConsole().console();
        assertThatThrownBy(() -> console.confirm("FLUSHALL"))
                .isInstanceOf(NoConsent.class)
                .hasMessageContaining("FLUSHALL");
        console.assumeYes(true);
        console.confirm("FLUSHALL");
    }

    @Test
    void takesOnlyAYesForConsent() {
        new RecordedConsole(ALL, Map.of(), "yes\n").console().confirm("FLUSHALL");
        for (String answer : new String[] {"n\n", "\n", "", "yesterday\n"}) {
            Console console = new RecordedConsole(ALL, Map.of(), answer).console();
            assertThatThrownBy(() -> console.confirm("FLUSHALL")).isInstanceOf(NoConsent.class);
        }
    }

    @Test
    void quietHidesRemarksButNoWarnings() {
        RecordedConsole recorded = new RecordedConsole();
        recorded.console().verbosity(Verbosity.QUIET);
        recorded.console().note("remark");
        recorded.console().status("status");
        recorded.console().warn("careful");
        assertThat(recorded.err()).isEqualTo("warning: careful\n");
    }

    @Test
    void aRemarkTakesTheStatusLineAwayFirst() {
        RecordedConsole recorded = new RecordedConsole(ALL, Map.of("NO_COLOR", "1"), "");
        recorded.console().status("working");
        recorded.console().note("done");
        assertThat(recorded.err()).isEqualTo("\r\u001b[Kworking\r\u001b[Kdone\n");
    }
}
