package dev.forkd.reports;

import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Says whether two test runs reported the same: compares the {@code TEST-*.xml} files of two directories.
 *
 * <p>It is one file and uses the JDK only, so that it runs without being built:
 *
 * <pre>java CompareReports.java [options] DIR_A DIR_B</pre>
 */
public final class CompareReports {

    static final int SAME = 0;
    static final int DIFFERENT = 1;
    static final int UNUSABLE = 2;

    private static final int MAX_PRINTED = 50;
    private static final int MAX_EXCERPT = 120;

    private static final String USAGE =
            """
            usage: java CompareReports.java [options] DIR_A DIR_B

            Compares the TEST-*.xml files of two directories, test by test. Tests with the same name are counted.

              --outcomes   compare file, class, name and outcome (the default)
              --full       compare also type, message and stack trace of every failure, error, skip, rerun and flake,
                           the output, and the totals of each suite; properties are left out
              --ignore X   leave out X, or X,Y: file, totals, type, message, stack, system-out, system-err
              --all        print every difference, not only the first 50
              --times      report durations that differ by more than 10 % and more than 20 ms (not counted as differences)

            Exit code: 0 no differences, 1 differences, 2 nothing that can be compared.
            """;

    private CompareReports() {}

    /**
     * Compares two directories and ends the JVM with the exit code.
     *
     * @param args the options and the two directories
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int exitCode = run(List.of(args), out, err);
        out.flush();
        System.exit(exitCode);
    }

    /**
     * Compares two directories.
     *
     * @param args the options and the two directories
     * @param out for the differences
     * @param err for why nothing can be compared
     * @return the exit code
     */
    public static int run(List<String> args, PrintStream out, PrintStream err) {
        try {
            Options options = Options.parse(args);
            Reports a = Reports.read(options.a(), options);
            Reports b = Reports.read(options.b(), options);
            // Two runs without a single test are equal, but nobody who asks means that.
            if (a.tests() + b.tests() == 0) {
                throw new UnusableException("no tests in " + options.a() + " nor in " + options.b());
            }
            Comparison comparison = Comparison.of(a, b);
            int most = options.all() ? Integer.MAX_VALUE : MAX_PRINTED;
            comparison.differences().print(out, most);
            if (options.times()) {
                comparison.slower().print(out, most);
                out.println("durations that differ: " + comparison.slower().count());
            }
            int differences = comparison.differences().count();
            out.println(a.tests() + " tests in A, " + b.tests() + " tests in B, differences: " + differences);
            return differences == 0 ? SAME : DIFFERENT;
        } catch (UsageException e) {
            err.println(e.getMessage() + "\n\n" + USAGE);
            return UNUSABLE;
        } catch (UnusableException e) {
            err.println(e.getMessage());
            return UNUSABLE;
        }
    }

    /** What is compared besides class, name and outcome. */
    enum Aspect {
        FILE("file"),
        TOTALS("totals"),
        TYPE("type"),
        MESSAGE("message"),
        STACK("stack"),
        SYSTEM_OUT("system-out"),
        SYSTEM_ERR("system-err");

        final String label;

        Aspect(String label) {
            this.label = label;
        }

        static Aspect named(String name) {
            for (Aspect aspect : values()) {
                if (aspect.label.equals(name)) {
                    return aspect;
                }
            }
            throw new UsageException("cannot ignore '" + name + "'");
        }
    }

    record Options(Set<Aspect> aspects, boolean all, boolean times, Path a, Path b) {

        static Options parse(List<String> args) {
            Set<String> depth = new LinkedHashSet<>();
            Set<Aspect> ignored = EnumSet.noneOf(Aspect.class);
            boolean all = false;
            boolean times = false;
            List<Path> directories = new ArrayList<>();
            for (int i = 0; i < args.size(); i++) {
                String arg = args.get(i);
                switch (arg) {
                    case "--outcomes", "--full" -> depth.add(arg);
                    case "--all" -> all = true;
                    case "--times" -> times = true;
                    case "--ignore" -> {
                        i++;
                        if (i == args.size()) {
                            throw new UsageException("--ignore needs a value");
                        }
                        Pattern.compile(",")
                                .splitAsStream(args.get(i))
                                .map(Aspect::named)
                                .forEach(ignored::add);
                    }
                    default -> directories.add(directory(arg));
                }
            }
            if (depth.size() > 1) {
                throw new UsageException("--outcomes and --full exclude each other");
            }
            if (directories.size() != 2) {
                throw new UsageException("two directories are needed, given: " + directories.size());
            }
            Set<Aspect> aspects = depth.contains("--full") ? EnumSet.allOf(Aspect.class) : EnumSet.of(Aspect.FILE);
            aspects.removeAll(ignored);
            return new Options(aspects, all, times, directories.get(0), directories.get(1));
        }

        private static Path directory(String arg) {
            if (arg.startsWith("-")) {
                throw new UsageException("unknown option " + arg);
            }
            try {
                return Path.of(arg);
            } catch (InvalidPathException e) {
                throw new UsageException("not a path: " + arg);
            }
        }
    }

    /** What a suite or a test is known by. Not unique: names of invocations repeat, and failed classes have none. */
    record Key(String file, Kind kind, String classname, String name) implements Comparable<Key> {

        enum Kind {
            SUITE,
            TEST
        }

        private static final Comparator<Key> ORDER = Comparator.comparing(Key::file)
                .thenComparing(Key::kind)
                .thenComparing(Key::classname)
                .thenComparing(Key::name);

        static Key suite(String file, String name) {
            return new Key(file, Kind.SUITE, name, "");
        }

        static Key test(String file, String classname, String name) {
            return new Key(file, Kind.TEST, classname, name);
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            String what = kind == Kind.SUITE ? "suite " + classname : classname + "#" + name;
            return printable(file.isEmpty() ? what : file + ": " + what);
        }
    }

    /** What was reported for one key, once. */
    record Entry(Map<String, String> values, String time) {}

    /** Everything that one directory says. */
    record Reports(Map<Key, List<Entry>> entries, int tests) {

        static Reports read(Path directory, Options options) {
            List<Path> files = new ArrayList<>();
            try (DirectoryStream<Path> content = Files.newDirectoryStream(directory, "TEST-*.xml")) {
                content.forEach(files::add);
            } catch (IOException | DirectoryIteratorException e) {
                throw new UnusableException("cannot read the directory " + directory + ": " + e);
            }
            if (files.isEmpty()) {
                throw new UnusableException("no TEST-*.xml in " + directory);
            }
            Map<Key, List<Entry>> entries = new TreeMap<>();
            int tests = 0;
            for (Path file : files) {
                tests += new ReportFile(file, options.aspects(), entries).read();
            }
            return new Reports(entries, tests);
        }
    }

    /** Reads one file. A report comes from tests, so it is data that may hold anything: no DTD, no entities. */
    static final class ReportFile {

        private static final Set<String> OUTCOMES = Set.of("error", "failure", "skipped");
        private static final Set<String> ATTEMPTS = Set.of("rerunError", "rerunFailure", "flakyError", "flakyFailure");
        // The JVM numbers hidden classes anew in each run: two plain runs differ in this too.
        private static final Pattern HIDDEN_CLASS = Pattern.compile("\\$\\$Lambda(\\$[0-9]+)?/0x[0-9a-f]+");
        // Jupiter numbers these threads per JVM: which other tests ran in the same one shows in the number.
        private static final Pattern TIMEOUT_THREAD = Pattern.compile("\\bjunit-timeout-thread-[0-9]+");
        private static final List<String> TOTALS = List.of("tests", "errors", "failures", "skipped", "flakes");

        private final Path path;
        private final Set<Aspect> aspects;
        private final Map<Key, List<Entry>> entries;
        private final String label;
        private int tests;

        ReportFile(Path path, Set<Aspect> aspects, Map<Key, List<Entry>> entries) {
            this.path = path;
            this.aspects = aspects;
            this.entries = entries;
            this.label = aspects.contains(Aspect.FILE) ? String.valueOf(path.getFileName()) : "";
        }

        int read() {
            try {
                String text = parseable(Files.readString(path));
                XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
                boolean suiteSeen = false;
                while (xml.hasNext()) {
                    int event = xml.next();
                    if (event == XMLStreamConstants.DTD) {
                        throw new UnusableException(path + " has a DTD, which no test report needs");
                    }
                    // The root may be a list of suites instead of a suite.
                    if (event == XMLStreamConstants.START_ELEMENT
                            && xml.getLocalName().equals("testsuite")) {
                        suiteSeen = true;
                        suite(xml);
                    }
                }
                if (!suiteSeen) {
                    throw new UnusableException(path + " is not a test report: no <testsuite> in it");
                }
                return tests;
            } catch (IOException e) {
                throw new UnusableException("cannot read " + path + ": " + e);
            } catch (XMLStreamException e) {
                throw new UnusableException("cannot read " + path + ": " + printable(String.valueOf(e.getMessage())));
            }
        }

        private static XMLInputFactory factory() {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, false);
            return factory;
        }

        private void suite(XMLStreamReader xml) throws XMLStreamException {
            String name = attribute(xml, "name");
            String time = attribute(xml, "time");
            Map<String, String> values = new LinkedHashMap<>();
            for (String total : TOTALS) {
                put(values, Aspect.TOTALS, total, attribute(xml, total));
            }
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                switch (xml.getLocalName()) {
                    case "testsuite" -> suite(xml);
                    case "testcase" -> testcase(xml);
                    case "system-out" -> put(values, Aspect.SYSTEM_OUT, "system-out", text(xml));
                    case "system-err" -> put(values, Aspect.SYSTEM_ERR, "system-err", text(xml));
                    default -> text(xml);
                }
            }
            // A suite without tests is a fact too: it must not be missing on the other side.
            add(Key.suite(label, name), new Entry(values, time));
        }

        private void testcase(XMLStreamReader xml) throws XMLStreamException {
            Key key = Key.test(label, attribute(xml, "classname"), attribute(xml, "name"));
            String time = attribute(xml, "time");
            Map<String, String> values = new LinkedHashMap<>();
            values.put("outcome", "passed");
            int attempt = 0;
            while (xml.nextTag() == XMLStreamConstants.START_ELEMENT) {
                String element = xml.getLocalName();
                if (OUTCOMES.contains(element)) {
                    values.put("outcome", element);
                    problem(xml, "", values);
                } else if (ATTEMPTS.contains(element)) {
                    attempt++;
                    if (aspects.contains(Aspect.TYPE)) {
                        values.put("attempt " + attempt, element);
                    }
                    problem(xml, "attempt " + attempt + " ", values);
                } else {
                    output(xml, "", values);
                }
            }
            tests++;
            add(key, new Entry(values, time));
        }

        /** The stack trace is the element's own text, or (in reruns and flakes) a child. */
        private void problem(XMLStreamReader xml, String prefix, Map<String, String> values) throws XMLStreamException {
            put(values, Aspect.TYPE, prefix + "type", attribute(xml, "type"));
            put(values, Aspect.MESSAGE, prefix + "message", attribute(xml, "message"));
            StringBuilder stack = new StringBuilder();
            for (int event = xml.next(); event != XMLStreamConstants.END_ELEMENT; event = xml.next()) {
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (xml.getLocalName().equals("stackTrace")) {
                        stack.append(text(xml));
                    } else {
                        output(xml, prefix, values);
                    }
                } else if (xml.hasText()) {
                    stack.append(xml.getText());
                }
            }
            put(values, Aspect.STACK, prefix + "stack", stable(stack.toString().strip()));
        }

        private static String stable(String stack) {
            String classes = HIDDEN_CLASS.matcher(stack).replaceAll(Matcher.quoteReplacement("$$Lambda"));
            return TIMEOUT_THREAD.matcher(classes).replaceAll("junit-timeout-thread");
        }

        private void output(XMLStreamReader xml, String prefix, Map<String, String> values) throws XMLStreamException {
            String element = xml.getLocalName();
            String text = text(xml);
            switch (element) {
                case "system-out" -> put(values, Aspect.SYSTEM_OUT, prefix + element, text);
                case "system-err" -> put(values, Aspect.SYSTEM_ERR, prefix + element, text);
                default -> {}
            }
        }

        /** Reads to the end of the element; what it contains besides text is left out. */
        private static String text(XMLStreamReader xml) throws XMLStreamException {
            StringBuilder text = new StringBuilder();
            for (int depth = 1; depth > 0; ) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    depth++;
                } else if (event == XMLStreamConstants.END_ELEMENT) {
                    depth--;
                } else if (depth == 1 && xml.hasText()) {
                    text.append(xml.getText());
                }
            }
            return text.toString();
        }

        private void put(Map<String, String> values, Aspect aspect, String name, String value) {
            if (aspects.contains(aspect)) {
                // Output may come in several elements: their sum is what was printed.
                values.merge(name, value, String::concat);
            }
        }

        private void add(Key key, Entry entry) {
            entries.computeIfAbsent(key, k -> new ArrayList<>()).add(entry);
        }

        private static String attribute(XMLStreamReader xml, String name) {
            for (int i = 0; i < xml.getAttributeCount(); i++) {
                if (xml.getAttributeLocalName(i).equals(name)) {
                    return xml.getAttributeValue(i);
                }
            }
            return "";
        }
    }

    /** The lines of one kind; only the first are printed, all are counted. */
    static final class Lines {

        private final List<String> lines = new ArrayList<>();
        private final String what;

        Lines(String what) {
            this.what = what;
        }

        void add(String line) {
            lines.add(line);
        }

        int count() {
            return lines.size();
        }

        void print(PrintStream out, int most) {
            lines.stream().limit(most).forEach(out::println);
            if (lines.size() > most) {
                out.println("... and " + (lines.size() - most) + " more " + what);
            }
        }
    }

    /** A multiset comparison: equal entries of a key cancel out, the rest is paired in its order. */
    record Comparison(Lines differences, Lines slower) {

        static Comparison of(Reports a, Reports b) {
            Comparison result = new Comparison(new Lines("differences"), new Lines("durations"));
            Set<Key> keys = new TreeSet<>(a.entries().keySet());
            keys.addAll(b.entries().keySet());
            for (Key key : keys) {
                List<Entry> inA = a.entries().getOrDefault(key, List.of());
                List<Entry> inB = b.entries().getOrDefault(key, List.of());
                result.durations(key, inA, inB);
                result.contents(key, new ArrayList<>(inA), new ArrayList<>(inB));
            }
            return result;
        }

        private void contents(Key key, List<Entry> inA, List<Entry> inB) {
            inA.removeIf(entry -> {
                int twin = IntStream.range(0, inB.size())
                        .filter(i -> inB.get(i).values().equals(entry.values()))
                        .findFirst()
                        .orElse(-1);
                if (twin >= 0) {
                    inB.remove(twin);
                }
                return twin >= 0;
            });
            int pairs = Math.min(inA.size(), inB.size());
            for (int i = 0; i < pairs; i++) {
                differences.add(
                        key + ": " + difference(inA.get(i).values(), inB.get(i).values()));
            }
            inA.stream().skip(pairs).forEach(entry -> differences.add(key + ": only in A" + outcome(entry)));
            inB.stream().skip(pairs).forEach(entry -> differences.add(key + ": only in B" + outcome(entry)));
        }

        private static String outcome(Entry entry) {
            String outcome = entry.values().getOrDefault("outcome", "");
            return outcome.isEmpty() ? "" : " (" + outcome + ")";
        }

        private static String difference(Map<String, String> a, Map<String, String> b) {
            Set<String> names = new LinkedHashSet<>(a.keySet());
            names.addAll(b.keySet());
            return names.stream()
                    .filter(name -> a.containsKey(name) != b.containsKey(name)
                            || !a.getOrDefault(name, "").equals(b.getOrDefault(name, "")))
                    .map(name -> name + " " + excerpts(a, b, name))
                    .collect(Collectors.joining("; "));
        }

        /** Long texts are shown from a little before the place where they part. */
        private static String excerpts(Map<String, String> a, Map<String, String> b, String name) {
            String inA = a.getOrDefault(name, "");
            String inB = b.getOrDefault(name, "");
            int common = 0;
            while (common < Math.min(inA.length(), inB.length()) && inA.charAt(common) == inB.charAt(common)) {
                common++;
            }
            int from = Math.max(inA.length(), inB.length()) <= MAX_EXCERPT ? 0 : Math.max(0, common - MAX_EXCERPT / 4);
            return (from == 0 ? "" : "from character " + from + " ")
                    + "A " + excerpt(inA, a.containsKey(name), from)
                    + " B " + excerpt(inB, b.containsKey(name), from);
        }

        private static String excerpt(String text, boolean there, int from) {
            if (!there) {
                return "none";
            }
            int to = Math.min(text.length(), from + MAX_EXCERPT);
            return "\"" + printable(text.substring(Math.min(from, to), to)) + (to < text.length() ? "..." : "") + "\"";
        }

        private void durations(Key key, List<Entry> inA, List<Entry> inB) {
            for (int i = 0; i < Math.min(inA.size(), inB.size()); i++) {
                double a = seconds(inA.get(i).time());
                double b = seconds(inB.get(i).time());
                double apart = Math.abs(a - b);
                // A rounding error of the printed milliseconds is no difference.
                if (apart > 0.0201 && apart > 0.1 * Math.max(a, b)) {
                    slower.add(String.format(Locale.ROOT, "%s: time A %.3f s B %.3f s", key, a, b));
                }
            }
        }

        /** Some writers group thousands; a time that is none counts as 0. */
        private static double seconds(String time) {
            try {
                return Double.parseDouble(time.replace(",", ""));
            } catch (NumberFormatException e) {
                return 0;
            }
        }
    }

    private static final Pattern REFERENCE = Pattern.compile("&#(x[0-9a-fA-F]{1,6}|[0-9]{1,7});");

    /**
     * Tests print characters that XML cannot hold, and not every writer of reports cares. They are turned into visible
     * escapes, the same on both sides.
     */
    static String parseable(String xml) {
        Matcher references = REFERENCE.matcher(xml);
        String text = references.replaceAll(match -> {
            String digits = match.group(1);
            int character =
                    digits.startsWith("x") ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
            return Matcher.quoteReplacement(isXml(character) ? match.group() : escape(character));
        });
        return text.codePoints().allMatch(CompareReports::isXml)
                ? text
                : text.codePoints()
                        .mapToObj(c -> isXml(c) ? Character.toString(c) : escape(c))
                        .collect(Collectors.joining());
    }

    private static boolean isXml(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= ' ' && c < 0xD800)
                || (c > 0xDFFF && c < 0xFFFE)
                || (c > 0xFFFF && c <= Character.MAX_CODE_POINT);
    }

    private static String escape(int c) {
        return String.format(Locale.ROOT, "\\u%04x", c);
    }

    /** What a test printed must not move the cursor of who reads the comparison. */
    private static String printable(String text) {
        return text.codePoints()
                .mapToObj(c -> switch (c) {
                    case '\n' -> "\\n";
                    case '\r' -> "\\r";
                    case '\t' -> "\\t";
                    default -> Character.isISOControl(c) ? escape(c) : Character.toString(c);
                })
                .collect(Collectors.joining());
    }

    /** The directories cannot be compared. */
    static class UnusableException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        UnusableException(String message) {
            super(message);
        }
    }

    /** The arguments make no sense. */
    static final class UsageException extends UnusableException {

        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }
}
