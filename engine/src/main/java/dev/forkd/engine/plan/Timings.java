package dev.forkd.engine.plan;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.junit.platform.engine.UniqueId;

/** How many seconds classes took in earlier runs, by their names. Immutable. */
public final class Timings {

    private static final double MILLIS = 1000;

    private final Map<String, Double> seconds;

    private Timings(Map<String, Double> seconds) {
        this.seconds = Collections.unmodifiableMap(seconds);
    }

    /**
     * Starts without any.
     *
     * @return no times
     */
    public static Timings none() {
        return new Timings(new TreeMap<>());
    }

    /**
     * Reads times.
     *
     * @param path a history (JSON with seconds by name), a JUnit XML report, or a directory of TEST-*.xml reports
     * @return what it says
     * @throws IOException if it is missing or makes no sense
     */
    public static Timings read(Path path) throws IOException {
        Map<String, Double> seconds = new TreeMap<>();
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> reports = Files.newDirectoryStream(path, "TEST-*.xml")) {
                for (Path report : reports) {
                    addReport(report, seconds);
                }
            } catch (DirectoryIteratorException e) {
                throw e.getCause();
            }
        } else if (path.toString().endsWith(".xml")) {
            addReport(path, seconds);
        } else {
            addHistory(path, seconds);
        }
        return new Timings(seconds);
    }

    private static void addHistory(Path path, Map<String, Double> seconds) throws IOException {
        try {
            Map<String, Double> known = JsonMapper.builder()
                    .build()
                    .readValue(Files.readAllBytes(path), new TypeReference<Map<String, Double>>() {});
            if (known == null) {
                throw new IOException("it is no JSON object of seconds by name");
            }
            known.forEach((name, time) -> add(name, time == null ? -1 : time, seconds));
        } catch (JacksonException e) {
            throw new IOException("it is no JSON object of seconds by name", e);
        }
    }

    private static void addReport(Path path, Map<String, Double> seconds) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(path)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT
                        && xml.getLocalName().equals("testcase")) {
                    add(text(xml, "classname"), number(text(xml, "time")), seconds);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException(path.getFileName() + " is not well-formed XML", e);
        }
    }

    private static String text(XMLStreamReader xml, String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? "" : value;
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text.replace(",", ""));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** Nested classes count for the one around them, because that is what is scheduled. */
    private static void add(String name, double time, Map<String, Double> seconds) {
        if (time >= 0 && time < 1e9) {
            int nested = name.indexOf('$');
            seconds.merge(nested > 0 ? name.substring(0, nested) : name, time, Double::sum);
        }
    }

    /**
     * Replaces the costs of units by milliseconds. Units of which nothing is known keep theirs, in proportion to the
     * others.
     *
     * @param units as planned
     * @return the same units in the same order
     */
    public List<Unit> applyTo(List<Unit> units) {
        double millis = 0;
        double cost = 0;
        for (Unit unit : units) {
            Double known = seconds.get(name(unit.id()));
            if (known != null) {
                millis += known * MILLIS;
                cost += unit.cost();
            }
        }
        if (cost == 0) {
            return units;
        }
        double millisPerCost = millis / cost;
        return units.stream()
                .map(unit -> {
                    Double known = seconds.get(name(unit.id()));
                    return unit.costing(Math.round(known == null ? unit.cost() * millisPerCost : known * MILLIS));
                })
                .toList();
    }

    /**
     * Adds what was measured: the mean with what was known, so that one slow run does not turn everything over.
     *
     * @param fresh seconds by unit id
     * @return all times
     */
    public Timings with(Map<String, Double> fresh) {
        Map<String, Double> all = new TreeMap<>(seconds);
        fresh.forEach((id, time) -> all.merge(name(id), time, (known, measured) -> (known + measured) / 2));
        return new Timings(all);
    }

    /**
     * Writes a history; whoever reads it meanwhile sees the old one or the new one.
     *
     * @param file is replaced
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
        Path part = Files.createTempFile(directory, ".forkd-timings", ".part");
        try {
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(part.toFile(), seconds);
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** The engines put the name of a class into the last part of its id. */
    private static String name(String id) {
        return UniqueId.parse(id).getLastSegment().getValue();
    }
}
