package dev.forkd.torture;

import java.util.ArrayList;
import java.util.List;
import org.junit.runner.Description;
import org.junit.runner.RunWith;
import org.junit.runner.Runner;
import org.junit.runner.notification.RunNotifier;

/** A runner that invents its tests and cannot be filtered. */
@RunWith(VintageRunnersTest.Inventor.class)
public class VintageRunnersTest {

    public static class Inventor extends Runner {

        private final Class<?> type;

        public Inventor(Class<?> type) {
            this.type = type;
        }

        private List<Description> tests() {
            List<Description> tests = new ArrayList<>();
            for (String name : List.of("plain", "with blanks", "with (parentheses)", "\u00fcml\u00e4ut")) {
                tests.add(Description.createTestDescription(type, name));
            }
            return tests;
        }

        @Override
        public Description getDescription() {
            Description description = Description.createSuiteDescription(type);
            tests().forEach(description::addChild);
            return description;
        }

        @Override
        public void run(RunNotifier notifier) {
            for (Description test : tests()) {
                notifier.fireTestStarted(test);
                System.out.println("runs " + test.getMethodName());
                notifier.fireTestFinished(test);
            }
        }
    }
}
