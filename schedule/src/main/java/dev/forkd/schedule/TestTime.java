package dev.forkd.schedule;

/**
 * How long one test took, as a report says.
 *
 * @param file the test's file, or empty
 * @param className the test's class, or empty
 * @param name the test's name
 * @param seconds how long it took
 */
public record TestTime(String file, String className, String name, double seconds) {

    /** What is scheduled: the file if one is named, else the top-level class, else the test itself. */
    String unit() {
        if (!file.isEmpty()) {
            return file.replace('\\', '/');
        }
        int nested = className.indexOf('$');
        String topLevel = nested > 0 ? className.substring(0, nested) : className;
        return topLevel.isEmpty() ? name : topLevel;
    }

    /** Which test of its unit it is. All invocations of a parameterised test of a class count as one. */
    String test() {
        if (!file.isEmpty()) {
            return className.isEmpty() ? name : className + "." + name;
        }
        int nested = className.indexOf('$');
        String test = testName(name);
        return nested > 0 ? className.substring(nested + 1) + "." + test : test;
    }

    /**
     * What the invocations of a test have in common.
     *
     * @param name as in a report or in a unique id: with parameters, with the number of an invocation, or plain
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
