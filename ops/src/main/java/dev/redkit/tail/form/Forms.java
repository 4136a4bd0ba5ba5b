package dev.redkit.tail.form;

/** Which form a tail writes, and with what. */
public record Forms(Forms.Kind kind, Stamp stamp, boolean nul, String template, boolean jsonPayload) {
    /** The forms, as {@code -o} names them. */
    public enum Kind {
        TEXT,
        RAW,
        JSON,
        NDJSON,
        CSV,
        TSV,
        HEX
    }

    /** A template, when there is one, wins over the kind. */
    public MessageForm form() {
        if (template != null) {
            return new TemplateForm(template, stamp, nul);
        }
        return switch (kind) {
            case TEXT -> new TextForm(stamp);
            case RAW -> new RawForm(nul);
            case JSON -> new JsonForm(false, stamp, jsonPayload);
            case NDJSON -> new JsonForm(true, stamp, jsonPayload);
            case CSV -> new DelimitedForm(false, stamp);
            case TSV -> new DelimitedForm(true, stamp);
            case HEX -> new HexForm(stamp);
        };
    }

    /** Whether gaps stand among the data themselves. */
    public boolean marksGaps() {
        return template == null && (kind == Kind.JSON || kind == Kind.NDJSON);
    }
}
