package dev.forkd.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * Keeps the optimising compiler (C2) away from code that runs in this JVM, which then uses what the quick compiler (C1)
 * makes of it. A JVM that Surefire has started, and whose tests run in sandboxes, lives for a short time and computes
 * little: optimising the discovery and the report of its tests takes more CPU time than all of its other work, and takes
 * it from the sandboxes if they are on the same machine. There is no other way to say so to a JVM that runs already.
 *
 * <p>A method that was kept from the optimising compiler stays so as long as the JVM lives. Nothing happens in a JVM
 * that is not HotSpot, that has no quick compiler, or that lets nobody direct its compilers.
 */
public final class QuickCompilation {

    /** What works while tests are discovered, and is not what tests compute with if some of them run in this JVM. */
    private static final List<String> DISCOVERY = List.of(
            "dev/forkd/*.*",
            "org/junit/*.*",
            "org/apache/maven/surefire/*.*",
            "java/lang/reflect/*.*",
            "java/net/*.*",
            "jdk/internal/loader/*.*",
            "jdk/internal/net/http/*.*",
            "jdk/internal/org/objectweb/asm/*.*",
            "jdk/internal/reflect/*.*",
            "sun/net/*.*",
            "sun/reflect/*.*");

    private static final List<String> EVERYTHING = List.of("*.*");

    private QuickCompilation() {}

    /**
     * Tells whether this JVM is one that Surefire or Failsafe has started for tests, and no JVM that does other things
     * later.
     *
     * @return whether it is
     */
    public static boolean isMeantForThisJvm() {
        return SurefireFork.isThisJvm();
    }

    /** For the code of the programs that discover tests and report them. Returns at once. */
    public static void ofDiscovery() {
        begin(DISCOVERY);
    }

    /** For all code, because no test runs in this JVM. Returns at once. */
    public static void ofEverything() {
        begin(EVERYTHING);
    }

    private static void begin(List<String> methods) {
        Thread thread = new Thread(() -> direct(methods), "forkd-quick-compilation");
        thread.setDaemon(true);
        thread.start();
    }

    static String directive(List<String> methods) {
        return methods.stream()
                .map(method -> "\"" + method + "\"")
                .collect(Collectors.joining(", ", "[{ match: [", "], c2: { Exclude: true } }]"));
    }

    /** Returns whether the JVM took the directive. */
    static boolean direct(List<String> methods) {
        // A program that builds its own MBean server may expect to build it later.
        if (System.getProperty("javax.management.builder.initial") != null) {
            return false;
        }
        try {
            return hasQuickCompiler() && add(methods);
        } catch (IOException | JMException | RuntimeException | LinkageError e) {
            // It is the same without, only slower.
            return false;
        }
    }

    /** Without tiers, a method that the optimising compiler leaves out is interpreted. */
    private static boolean hasQuickCompiler() {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return options != null
                && options.getVMOption("TieredCompilation").getValue().equals("true")
                && options.getVMOption("TieredStopAtLevel").getValue().equals("4")
                && options.getVMOption("CompilationMode").getValue().equals("default");
    }

    private static boolean add(List<String> methods) throws IOException, JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        Path file = Files.createTempFile("forkd-compilation-", ".json");
        try {
            Files.writeString(file, directive(methods), UTF_8);
            Object answer = server.invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"),
                    "compilerDirectivesAdd",
                    new Object[] {new String[] {"\"" + file + "\""}},
                    new String[] {String[].class.getName()});
            return String.valueOf(answer).startsWith("1 ");
        } finally {
            Files.delete(file);
        }
    }
}
