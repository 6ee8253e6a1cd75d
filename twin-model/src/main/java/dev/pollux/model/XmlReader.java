package dev.pollux.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads XML into elements; document type declarations, and with them custom entities, are rejected. */
final class XmlReader {
    /** Greatest size of a file, characters or bytes. */
    static final int MAX_SIZE = 16 << 20;

    static final int MAX_DEPTH = 64;
    static final int MAX_ELEMENTS = 200_000;

    /** Number of characters in which a declaration is searched. */
    private static final int HEAD = 1000;

    /**
     * A meaningless declaration that parsers reject: after blank lines, or with a version that never existed, in UTF-8.
     * Bullet's files begin so.
     */
    private static final Pattern WRONG_DECLARATION = Pattern.compile(
            "(?:\\s+<\\?xml\\s|<\\?xml\\s+version\\s*=\\s*[\"'](?!1\\.[01][\"']))(?:(?!encoding)[^?<>]|encoding\\s*=\\s*[\"'](?i:utf-?8)[\"'])*+\\?>");

    private XmlReader() {}

    static XmlElement read(String text) {
        if (text.length() > MAX_SIZE) {
            throw tooLarge();
        }
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == 0) {
            end--; // some programs also write the zero at the end of the string
        }
        text = text.substring(0, end);
        Matcher declaration = WRONG_DECLARATION.matcher(text).region(0, Math.min(text.length(), HEAD));
        String right = declaration.lookingAt()
                ? declaration.group().replaceAll("[^\n]", " ") + text.substring(declaration.end())
                : text;
        try {
            return read(factory().createXMLStreamReader(new StringReader(right)));
        } catch (XMLStreamException e) {
            throw notXml(e, text);
        }
    }

    static XmlElement read(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw tooLarge();
            }
            return read(XmlText.decode(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException("the URDF could not be read", e);
        } catch (UrdfException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new UrdfException("the file is not XML: " + e.getMessage());
        }
    }

    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        return factory;
    }

    private static XmlElement read(XMLStreamReader xml) throws XMLStreamException {
        XmlElement root = null;
        ArrayDeque<XmlElement> open = new ArrayDeque<>();
        int elements = 0;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    XmlElement element = element(xml, open.peek());
                    if (open.size() >= MAX_DEPTH) {
                        throw element.error("is nested deeper than " + MAX_DEPTH + " elements");
                    }
                    if (++elements > MAX_ELEMENTS) {
                        throw element.error("is one element too many: at most " + MAX_ELEMENTS + " are read");
                    }
                    XmlElement parent = open.peek();
                    if (parent == null) {
                        root = element;
                    } else {
                        parent.children.add(element);
                    }
                    open.push(element);
                }
                case XMLStreamConstants.END_ELEMENT -> open.pop();
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new UrdfException("line " + xml.getLocation().getLineNumber()
                            + ": a document type declaration (DOCTYPE) or entity is not allowed in a URDF; remove it");
                default -> {}
            }
        }
        if (root == null) {
            throw new UrdfException("the file is not XML: it has no element");
        }
        return root;
    }

    private static XmlElement element(XMLStreamReader xml, @Nullable XmlElement parent) {
        XmlElement element =
                new XmlElement(xml.getLocalName(), parent, xml.getLocation().getLineNumber());
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            element.attributes.put(xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        return element;
    }

    private static UrdfException notXml(XMLStreamException e, String text) {
        // The parser's message: "ParseError at [row,col]:[1,7]\nMessage: …"
        String message = String.valueOf(e.getMessage());
        String reason = message.substring(message.indexOf("Message: ") < 0 ? 0 : message.indexOf("Message: ") + 9)
                .strip()
                .replaceAll("\\s+", " ");
        Location at = e.getLocation();
        String where = at == null || at.getLineNumber() < 1
                ? ""
                : "line " + at.getLineNumber() + ", column " + at.getColumnNumber() + ": ";
        if (reason.startsWith("Content is not allowed in prolog") || reason.startsWith("Premature end of file")) {
            reason = reason.startsWith("P")
                    ? "it ends before its first element"
                    : "it begins with \"" + Printable.of(XmlElement.shortened(text.strip()))
                            + "\", expected a < (of an archive's link or pointer to a file, give that file)";
        }
        String advice = reason.contains("'&'") || reason.contains("The reference to entity")
                ? " (a plain & is written &amp; in XML)"
                : "";
        return new UrdfException("the file is not XML: " + where + reason + advice);
    }

    private static UrdfException tooLarge() {
        return new UrdfException("the file is larger than " + (MAX_SIZE >> 20) + " MiB");
    }
}
