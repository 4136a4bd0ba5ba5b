package dev.redkit.commands;

import dev.redkit.console.ExitCode;
import java.util.List;

/** Help that belongs to no single command. A test keeps the list of environment variables complete. */
public final class Topics {
    private static final String ENVIRONMENT = """
            Environment variables

            Connection (an option wins over each of them):
              REDIS_URL          the server, as a URI (see: redkit help uris)
              REDISCLI_AUTH      the password, as redis-cli knows it
              REDKIT_PROFILE     the profile to use when no option names a server

            Shell:
              REDKIT_PAGER       what shows replies longer than the screen; else PAGER, else less -SRXF
              PAGER              the same, after REDKIT_PAGER
              VISUAL             the editor of \\e; else EDITOR, else vi
              EDITOR             the same, after VISUAL

            Backups:
              REDKIT_BACKUP_PASSPHRASE  what sealed backups are opened with, and 'backup take --seal' seals with

            Output:
              NO_COLOR           if set and not empty, no colours
              GITHUB_STEP_SUMMARY  where 'bench … --summary' writes when it names no file
              CLICOLOR           0: no colours, not even on a terminal
              CLICOLOR_FORCE     if set and not 0: colours in a pipe too
              TERM               dumb: no colours and no progress bar
              COLUMNS            the width of tables on a terminal (default 80)

            Folders:
              XDG_CONFIG_HOME    holds redkit/config.toml (default ~/.config)
              XDG_STATE_HOME     holds redkit/server, the kept server, redkit/audit.log, and
                                 redkit/history, the shell's lines
                                 (default ~/.local/state)
              XDG_CACHE_HOME     holds redkit/, what can be made again (default ~/.cache)
              REDKIT_CACHE       the same, by its own name
              HOME               where those defaults start

            Launcher:
              REDKIT_JAVA        the Java runtime to use (17 or newer); else JAVA_HOME, else the newest found
              JAVA_HOME          the same, after REDKIT_JAVA
              REDKIT_OPTS        options for the JVM, such as -Xmx2g
              REDKIT_ARCHIVE     auto, wait or off: the class-data archive that makes starts fast
            """;

    private static final String FORMATS = """
            Formats of the output (-o, --output)

              table    for people, the default. A terminal gets colours, and columns cut to its width; a pipe gets
                       the same text without either. A pipe never changes the format.
              json     one document
              ndjson   one document per line: an element of a list, or a row, each
              csv      RFC 4180 with a header line; bytes that are no text go through as they are
              tsv      tab-separated with a header line; tab, line end and backslash as \\t \\n \\r \\\\
              yaml     one document, or a list of rows
              raw      values only, one per line, their bytes unchanged

            Replies as JSON:
              integers and doubles are numbers; what JSON has no number for is "inf", "-inf" or "nan"
              text is text; bytes that are no UTF-8 are {"$base64": "..."}
              maps are objects, lists and sets are arrays, no value is null
              an error among the elements is {"$error": {"code": "...", "message": "..."}}
              INFO, CLIENT LIST, CLIENT INFO, CLUSTER NODES and CLUSTER INFO are unpacked into objects

            Output is UTF-8, whatever the locale. stdout carries data only; remarks, progress and questions go to
            stderr.
            """;

    private static final String URIS = """
            Servers as URIs (-u, --uri, REDIS_URL, and uri in a profile)

              redis://[[USER]:PASSWORD@]HOST[:PORT][/DB]          one server
              rediss://...                                        the same, encrypted with TLS
              redis-socket://[[USER]:PASSWORD@]/PATH[?db=DB]      a unix socket; also unix://
              redis-sentinel://[[USER]:PASSWORD@]HOST[:PORT][,HOST[:PORT]]...[/DB]#MASTER
                                                                  the master that these sentinels know
              -u redis://A:7000 -u redis://B:7000                 a cluster, with two seeds; or one seed and -c

            A special character in a user or a password is written as %XX. Others may see a password on the command
            line: REDIS_URL, REDISCLI_AUTH, --askpass, --pass-file or a profile's pass-command keep it out of 'ps'.
            """;

    private Topics() {}

    public static List<String> names() {
        return List.of("exit-codes", "environment", "formats", "uris");
    }

    /** The text of a topic, or null for another word. */
    public static String text(String name) {
        return switch (name) {
            case "exit-codes" -> exitCodes();
            case "environment" -> ENVIRONMENT;
            case "formats" -> FORMATS;
            case "uris" -> URIS;
            default -> null;
        };
    }

    private static String exitCodes() {
        StringBuilder text = new StringBuilder("Exit codes\n\n");
        for (ExitCode code : ExitCode.values()) {
            String number = Integer.toString(code.code());
            text.append("  ").append(number).append(" ".repeat(5 - number.length()));
            text.append(code.meaning()).append('\n');
        }
        text.append("\nA reader that has read enough (| head) ends redkit quietly, with 0.\n");
        return text.toString();
    }
}
