package dev.pollux.model;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads XML into elements; document type declarations, and with them all entities of one's own, are refused. */
final class XmlReader {
    /** Characters or bytes of a whole file. */
    static final int MAX_SIZE = 16 << 20;

    static final int MAX_DEPTH = 64;
    static final int MAX_ELEMENTS = 200_000;

    private XmlReader() {}

    static XmlElement read(String text) {
        if (text.length() > MAX_SIZE) {
            throw tooLarge();
        }
        try {
            return read(factory().createXMLStreamReader(new StringReader(text)));
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
    }

    static XmlElement read(InputStream stream) {
        try {
            byte[] bytes = stream.readNBytes(MAX_SIZE + 1);
            if (bytes.length > MAX_SIZE) {
                throw tooLarge();
            }
            return read(factory().createXMLStreamReader(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("the URDF could not be read", e);
        } catch (XMLStreamException e) {
            throw notXml(e);
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

    private static UrdfException notXml(XMLStreamException e) {
        return new UrdfException("the file is not XML: " + e.getMessage(), e);
    }

    private static UrdfException tooLarge() {
        return new UrdfException("the file is larger than " + (MAX_SIZE >> 20) + " MiB");
    }
}
