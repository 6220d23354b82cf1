package dev.forkd.schedule;

/**
 * The time of one test, as found in a report.
 *
 * @param file the test's file, or empty
 * @param className the test's class, or empty
 * @param name the test's name
 * @param seconds the test's duration; negative if the report gives none
 */
public record TestTime(String file, String className, String name, double seconds) {

    /**
     * The unit that the test belongs to: its file if one is named, otherwise its top-level class, otherwise the test
     * itself.
     */
    String unit() {
        if (!file.isEmpty()) {
            return file.replace('\\', '/');
        }
        int nested = className.indexOf('$');
        String topLevel = nested > 0 ? className.substring(0, nested) : className;
        return topLevel.isEmpty() ? name : topLevel;
    }

    /** The test's name within its unit. All invocations of a parameterised test in a class have the same name. */
    String test() {
        if (!file.isEmpty()) {
            return className.isEmpty() ? name : className + "." + name;
        }
        int nested = className.indexOf('$');
        String test = testName(name);
        return nested > 0 ? className.substring(nested + 1) + "." + test : test;
    }

    /**
     * Removes what distinguishes the invocations of a test.
     *
     * @param name a name from a report or a unique id, possibly with parameters or the number of an invocation
     * @return the name without these
     */
    public static String testName(String name) {
        for (int i = 1; i < name.length(); i++) {
            if ("([{".indexOf(name.charAt(i)) >= 0) {
                return name.substring(0, i).strip();
            }
        }
        return name;
    }
}
