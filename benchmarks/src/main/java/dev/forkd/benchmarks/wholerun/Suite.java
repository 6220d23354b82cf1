package dev.forkd.benchmarks.wholerun;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** What is run: a project that exists, or one that is written anew, the same each time. */
enum Suite {
    /** The fast part of commons-lang3: 11,576 tests that compute. */
    LANG3 {
        @Override
        Path prepare(Path directory) {
            return Path.of("examples", "commons-lang3").toAbsolutePath();
        }
    },
    /** 10,000 tests that do nothing. */
    TRIVIAL {
        @Override
        Path prepare(Path directory) throws IOException {
            for (int i = 0; i < 100; i++) {
                StringBuilder body = new StringBuilder();
                for (int test = 0; test < 100; test++) {
                    body.append("  @Test void test").append(test).append("() {}\n");
                }
                write(directory, "Trivial" + i + "Test", "", body.toString());
            }
            return project(directory, "");
        }
    },
    /** 60 classes that wait 0.1 to 3 seconds each, most of them shortly. */
    WAITING {
        @Override
        Path prepare(Path directory) throws IOException {
            Random random = new Random(SEED);
            for (int i = 0; i < 60; i++) {
                long millis = Math.min(3_000, Math.round(100 / Math.pow(1 - random.nextDouble(), 0.9)));
                write(directory, "Waiting" + i + "Test", "", waits(millis, 2));
            }
            return project(directory, "");
        }
    },
    /** 30 classes in three application contexts, each of which takes a second and a half to start. */
    SPRING {
        @Override
        Path prepare(Path directory) throws IOException {
            for (int i = 0; i < 3; i++) {
                write(directory, "Context" + i, "@org.springframework.context.annotation.Configuration", CONTEXT);
            }
            for (int i = 0; i < 30; i++) {
                write(
                        directory,
                        "Spring" + i + "Test",
                        "@org.springframework.test.context.junit.jupiter.SpringJUnitConfig(Context" + i % 3 + ".class)",
                        "  @org.springframework.beans.factory.annotation.Autowired String bean;\n" + waits(200, 2));
            }
            return project(directory, SPRING_DEPENDENCIES);
        }
    };

    private static final long SEED = 20;

    private static final String CONTEXT =
            """
              @org.springframework.context.annotation.Bean String bean() throws Exception {
                Thread.sleep(1_500);
                return "ready";
              }
            """;

    private static final String SPRING_DEPENDENCIES =
            """
            <dependency>
              <groupId>org.springframework</groupId><artifactId>spring-context</artifactId><version>6.2.8</version>
            </dependency>
            <dependency>
              <groupId>org.springframework</groupId><artifactId>spring-test</artifactId><version>6.2.8</version>
            </dependency>
            """;

    /**
     * Writes it.
     *
     * @param directory an empty one
     * @return the directory of the project
     */
    abstract Path prepare(Path directory) throws IOException;

    private static String waits(long millis, int tests) {
        StringBuilder body = new StringBuilder();
        for (int test = 0; test < tests; test++) {
            body.append("  @Test void test")
                    .append(test)
                    .append("() throws Exception { Thread.sleep(")
                    .append(millis / tests)
                    .append("); }\n");
        }
        return body.toString();
    }

    private static void write(Path directory, String name, String annotation, String body) throws IOException {
        Path sources = Files.createDirectories(directory.resolve("src/test/java/suite"));
        Files.writeString(
                sources.resolve(name + ".java"),
                "package suite;\nimport org.junit.jupiter.api.Test;\n" + annotation + "\nclass " + name + " {\n" + body
                        + "}\n");
    }

    private static Path project(Path directory, String dependencies) throws IOException {
        try (InputStream pom = Suite.class.getResourceAsStream("pom.xml")) {
            if (pom == null) {
                throw new IOException("The project file of suites is missing in this jar");
            }
            String text = new String(pom.readAllBytes(), StandardCharsets.UTF_8);
            Files.writeString(
                    directory.resolve("pom.xml"), text.replace("<!-- dependencies of the suite -->", dependencies));
        }
        return directory;
    }
}
