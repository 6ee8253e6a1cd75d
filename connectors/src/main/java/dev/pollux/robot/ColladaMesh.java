package dev.pollux.robot;

import dev.pollux.model.XmlText;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.StringTokenizer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * COLLADA 1.4: the positions of all geometries, transformed by the nodes of the visual scene, in the file's unit. The
 * up axis is ignored, as in the ROS tools. Document type declarations, entities and other files are not read.
 */
final class ColladaMesh {
    private static final int MAX_DEPTH = 64;

    private final XMLStreamReader xml;
    private final Map<String, double[]> sources = new HashMap<>();
    private final Map<String, double[]> geometries = new HashMap<>();
    private final Vertices placed = new Vertices();
    /** The transforms of the open nodes to the scene, 4×4, row-major. */
    private final Deque<double[]> nodes = new ArrayDeque<>();

    private double metres = 1;
    private boolean inNodeLibrary;
    private @Nullable String geometry;
    private @Nullable String source;

    ColladaMesh(byte[] bytes) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            xml = factory.createXMLStreamReader(new StringReader(XmlText.decode(bytes)));
        } catch (XMLStreamException e) {
            throw notXml(e);
        } catch (IllegalArgumentException e) {
            throw new IOException("it is not XML: " + e.getMessage(), e);
        }
    }

    /** x, y, z, m; if the scene contains no geometry, all geometries without a transform. */
    double[] vertices() throws IOException {
        try {
            int depth = 0;
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        if (++depth > MAX_DEPTH) {
                            throw new IOException("it is nested deeper than " + MAX_DEPTH + " elements");
                        }
                        depth -= start(xml.getLocalName()) ? 1 : 0;
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        end(xml.getLocalName());
                    }
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new IOException("a document type declaration or entity is not allowed in it");
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw notXml(e);
        }
        double[] all = placed.all();
        if (all.length == 0) {
            Vertices unplaced = new Vertices();
            for (double[] positions : geometries.values()) {
                for (double number : positions) {
                    unplaced.add(number);
                }
            }
            all = unplaced.all();
        }
        for (int i = 0; i < all.length; i++) {
            all[i] *= metres;
        }
        return all;
    }

    /** Handles the start of an element; returns whether the element was read to its end. */
    private boolean start(String tag) throws XMLStreamException, IOException {
        switch (tag) {
            case "unit" ->
                metres = xml.getAttributeValue(null, "meter") == null
                        ? 1
                        : Vertices.number(xml.getAttributeValue(null, "meter"));
            case "library_nodes" -> inNodeLibrary = true;
            case "geometry" -> geometry = xml.getAttributeValue(null, "id");
            case "source" -> source = xml.getAttributeValue(null, "id");
            case "float_array" -> {
                if (geometry != null && source != null) {
                    sources.put("#" + source, numbers());
                    return true;
                }
            }
            case "input" -> {
                double[] positions = "POSITION".equals(xml.getAttributeValue(null, "semantic"))
                        ? sources.get(String.valueOf(xml.getAttributeValue(null, "source")))
                        : null;
                if (geometry != null && positions != null) {
                    geometries.put("#" + geometry, positions);
                }
            }
            case "node" -> nodes.push(nodes.isEmpty() ? identity() : nodes.element());
            case "matrix", "translate", "rotate", "scale" -> {
                if (!nodes.isEmpty()) {
                    nodes.push(product(nodes.pop(), transform(tag, numbers())));
                    return true;
                }
            }
            case "instance_geometry" -> place(String.valueOf(xml.getAttributeValue(null, "url")));
            default -> {}
        }
        return false;
    }

    private void end(String tag) {
        switch (tag) {
            case "geometry" -> geometry = null;
            case "source" -> source = null;
            case "node" -> nodes.poll();
            case "library_nodes" -> inNodeLibrary = false;
            default -> {}
        }
    }

    private void place(String url) throws IOException {
        double[] positions = geometries.get(url);
        double[] T = nodes.peek();
        if (positions == null || T == null || inNodeLibrary) {
            return;
        }
        for (int i = 0; i + 2 < positions.length; i += 3) {
            for (int row = 0; row < 3; row++) {
                placed.add(T[4 * row] * positions[i]
                        + T[4 * row + 1] * positions[i + 1]
                        + T[4 * row + 2] * positions[i + 2]
                        + T[4 * row + 3]);
            }
        }
    }

    private double[] numbers() throws XMLStreamException, IOException {
        Vertices numbers = new Vertices();
        StringTokenizer words = new StringTokenizer(xml.getElementText());
        while (words.hasMoreTokens()) {
            numbers.add(Vertices.number(words.nextToken()));
        }
        return numbers.all();
    }

    private static double[] transform(String tag, double[] n) throws IOException {
        int expected = tag.equals("matrix") ? 16 : tag.equals("rotate") ? 4 : 3;
        if (n.length != expected) {
            throw new IOException("<" + tag + "> has " + n.length + " numbers, expected " + expected);
        }
        double[] T = identity();
        switch (tag) {
            case "matrix" -> T = n;
            case "rotate" -> turn(T, n);
            default -> {
                for (int i = 0; i < 3; i++) {
                    T[tag.equals("translate") ? 4 * i + 3 : 5 * i] = n[i];
                }
            }
        }
        return T;
    }

    /** Rotation by an angle in degrees about an axis x, y, z (Rodrigues): c 1 + s [u]× + (1 − c) u uᵀ. */
    private static void turn(double[] T, double[] n) {
        double norm = Math.sqrt(n[0] * n[0] + n[1] * n[1] + n[2] * n[2]);
        if (norm == 0) {
            return;
        }
        double[] u = {n[0] / norm, n[1] / norm, n[2] / norm};
        double c = Math.cos(Math.toRadians(n[3]));
        double s = Math.sin(Math.toRadians(n[3]));
        double[] cross = {0, -u[2], u[1], u[2], 0, -u[0], -u[1], u[0], 0};
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                T[4 * i + j] = (i == j ? c : 0) + s * cross[3 * i + j] + (1 - c) * u[i] * u[j];
            }
        }
    }

    private static double[] identity() {
        return new double[] {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
    }

    private static double[] product(double[] A, double[] B) {
        double[] C = new double[16];
        for (int i = 0; i < 16; i++) {
            for (int k = 0; k < 4; k++) {
                C[i] += A[i / 4 * 4 + k] * B[4 * k + i % 4];
            }
        }
        return C;
    }

    private static IOException notXml(XMLStreamException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        return new IOException("it is not XML: " + message, e);
    }
}
