package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * XML: the elements at a path are records, else the children of the root. Attributes become columns {@code @name}, child
 * elements columns by their name (deeper ones {@code a.b}; one that is there again gets its text joined by line feeds), and
 * text of the record itself {@code #text}. Document types and entities of others are not read.
 */
final class XmlSource implements RowSource {
    private static final String TEXT = "#text";
    private static final Pattern ENCODING =
            Pattern.compile("(?:\u00ef\u00bb\u00bf)?<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([^\"'>]+)[\"']");
    private static final int BYTE_ORDER_MARK = 0xfeff;
    /** What a text costs more than its bytes: two for a character, and a new array while the old one grows. */
    private static final int COPIES = 8;

    private static final int DEEPEST = 256;

    private final String name;
    private final InputStream stream;
    private final int recordLimit;
    private final List<String> path;
    private final Allowance text;
    private final XMLStreamReader xml;
    private final Columns columns = new Columns();
    private final Deque<String> open = new ArrayDeque<>();
    private long number;
    private long size;

    private XmlSource(Opening opening) throws IOException, XMLStreamException {
        this.name = opening.name();
        this.stream = opening.stream();
        this.recordLimit = opening.options().recordLimit();
        this.path = path(opening.options().nested().recordPath());
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        this.text = new Allowance(name, new Transcoded(name, stream, encoding(opening)));
        text.allow(recordLimit / COPIES);
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        this.xml = factory.createXMLStreamReader(text);
    }

    static XmlSource open(Opening opening) throws IOException {
        try {
            return new XmlSource(opening);
        } catch (XMLStreamException e) {
            throw broken(opening.name(), e);
        }
    }

    /** Decoded here and not by the parser, which writes of bad bytes to standard error. */
    private static Charset encoding(Opening opening) {
        String head = new String(opening.head(), StandardCharsets.ISO_8859_1);
        Matcher declared = ENCODING.matcher(head);
        if (opening.transcoded() || !declared.lookingAt()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(declared.group(1));
        } catch (IllegalArgumentException e) {
            throw new BadInput(
                    opening.name() + " says that its encoding is '" + declared.group(1) + "', which is not known",
                    "say what it is with --encoding",
                    e);
        }
    }

    private static List<String> path(String text) {
        if (text == null) {
            return List.of();
        }
        if (!text.matches("(/[^/]+)+")) {
            throw new UsageError("'" + text + "' is no path of elements", "write it as /items/item");
        }
        return List.of(text.substring(1).split("/"));
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean mayGrow() {
        return true;
    }

    @Override
    public boolean next(Row row) throws IOException {
        try {
            while (xml.hasNext()) {
                int event = event();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    push(xml.getLocalName());
                    if (isRecord()) {
                        record(row);
                        open.removeLast();
                        return true;
                    }
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    open.removeLast();
                } else if (event == XMLStreamConstants.DTD) {
                    throw new BadInput(
                            place() + ": a document type is not taken", "it may name other files; leave it out");
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw broken(name, e);
        }
    }

    private int event() throws XMLStreamException {
        text.allow(recordLimit / COPIES);
        return xml.next();
    }

    private boolean isRecord() {
        return path.isEmpty()
                ? open.size() == 2
                : open.size() == path.size() && List.copyOf(open).equals(path);
    }

    private void record(Row row) throws XMLStreamException {
        row.clear(++number, xml.getLocation().getLineNumber(), 0);
        size = 0;
        content(row, "", 0);
        row.followedBy(xml.getLocation().getLineNumber());
    }

    /** Reads to the end of the element that has just begun, whose columns have this prefix. */
    private void content(Row row, String prefix, int depth) throws XMLStreamException {
        if (depth > DEEPEST) {
            throw new BadInput(place() + ": elements nest deeper than " + DEEPEST);
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            add(row, prefix + "@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        boolean leaf = true;
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (event()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    leaf = false;
                    content(row, prefix + xml.getLocalName() + ".", depth + 1);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    count(xml.getTextLength());
                    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                }
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadInput(place() + ": the entity &" + xml.getLocalName() + "; is not known");
                case XMLStreamConstants.END_ELEMENT -> {
                    end(row, prefix, leaf, text);
                    return;
                }
                default -> {}
            }
        }
    }

    private void end(Row row, String prefix, boolean leaf, StringBuilder text) {
        String whole =
                leaf && !prefix.isEmpty() ? text.toString() : text.toString().strip();
        if (prefix.isEmpty()) {
            if (!whole.isEmpty()) {
                add(row, TEXT, whole);
            }
        } else if (leaf) {
            add(row, prefix.substring(0, prefix.length() - 1), whole);
        } else if (!whole.isEmpty()) {
            add(row, prefix + TEXT, whole);
        }
    }

    private void add(Row row, String column, String text) {
        int index = columns.index(column);
        if (index == Columns.ABSENT) {
            if (columns.count() == Header.MOST_COLUMNS) {
                throw new BadInput(place() + ": more than " + Header.MOST_COLUMNS + " different names");
            }
            index = columns.add(column);
        }
        String whole = row.isNull(index)
                ? text
                : new String(row.array(index), row.offset(index), row.length(index), StandardCharsets.UTF_8) + "\n"
                        + text;
        byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
        count(text.length());
        row.set(index, FieldType.TEXT, bytes, 0, bytes.length);
    }

    private void count(int more) {
        size += more;
        if (size > recordLimit / COPIES) {
            throw new BadInput(place() + ": a record of more than " + recordLimit / COPIES + " bytes");
        }
    }

    private void push(String element) {
        if (open.size() > DEEPEST) {
            throw new BadInput(place() + ": elements nest deeper than " + DEEPEST);
        }
        open.addLast(element);
    }

    private String place() {
        return name + ":" + xml.getLocation().getLineNumber() + ":"
                + xml.getLocation().getColumnNumber();
    }

    private static BadInput broken(String name, XMLStreamException e) {
        String what = String.valueOf(e.getMessage())
                .lines()
                .reduce((first, last) -> last)
                .orElse("broken");
        String where = e.getLocation() == null
                ? name
                : name + ":" + e.getLocation().getLineNumber() + ":"
                        + e.getLocation().getColumnNumber();
        return new BadInput(where + ": " + what.replaceFirst("^Message: ", ""), null, e);
    }

    /** A reader that gives only so much at a time: the parser would take an attribute of any size. */
    private static final class Allowance extends BufferedReader {
        private final String name;
        private long left;

        Allowance(String name, InputStream utf8) {
            super(new InputStreamReader(utf8, StandardCharsets.UTF_8));
            this.name = name;
        }

        void allow(long characters) {
            left = characters;
        }

        @Override
        public int read(char[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            left -= got;
            if (left < 0) {
                throw new BadInput(name + " has a name or value that is too large");
            }
            return got;
        }
    }

    @Override
    public void close() {
        try (stream) {
            xml.close();
        } catch (IOException | XMLStreamException e) {
            // It was only read.
        }
    }
}
