package dev.forkd.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimingsTests {

    private static TestTime test(String className, String name, double seconds) {
        return new TestTime("", className, name, seconds);
    }

    @Test
    void pytest_splits_durations_are_summed_up_by_file() {
        Timings timings =
                Timings.ofWholes(Map.of("tests/test_a.py::test_1", 1.5, "tests/test_a.py::T::test_2", 2.0, "b", 1.0));
        assertThat(timings.of(List.of("tests/test_a.py"))).containsEntry("tests/test_a.py", 3.5);
        assertThat(timings.of(List.of("tests/test_a.py::test_1"))).containsEntry("tests/test_a.py::test_1", 1.5);
        assertThat(timings.of(List.of("tests/test_b.py"))).isEmpty();
    }

    @Test
    void reports_name_classes_and_files_are_meant() {
        Timings timings = Timings.none()
                .withReport(List.of(
                        test("tests.test_a.TestX", "a", 1),
                        test("tests.test_a", "b", 1000.5),
                        test("com.acme.FooTest", "c", 2),
                        new TestTime("web/a.test.js", "w", "c", 4)));
        assertThat(timings.of(List.of("tests/test_a.py"))).containsEntry("tests/test_a.py", 1001.5);
        assertThat(timings.of(List.of("src/test/java/com/acme/FooTest.java")))
                .containsEntry("src/test/java/com/acme/FooTest.java", 2.0);
        assertThat(timings.of(List.of("web/a.test.js"))).containsEntry("web/a.test.js", 4.0);
    }

    @Test
    void a_name_that_two_directories_have_is_shared() {
        Timings timings =
                Timings.none().withReport(List.of(test("tests.test_a", "x", 4), test("tests.test_a.TestX", "y", 2)));
        assertThat(timings.of(List.of("one/tests/test_a.py", "two/tests/test_a.py")))
                .containsEntry("one/tests/test_a.py", 3.0)
                .containsEntry("two/tests/test_a.py", 3.0);
        Timings later = timings.blend(Map.of("one/tests/test_a.py", UnitTimes.whole(5)));
        assertThat(later.of(List.of("one/tests/test_a.py", "two/tests/test_a.py")))
                .containsEntry("one/tests/test_a.py", 5.0)
                .containsEntry("two/tests/test_a.py", 6.0);
    }

    @Test
    void parts_of_a_class_in_several_reports_are_added_up_and_later_runs_replace() {
        Timings timings =
                Timings.none().withReport(List.of(test("a.B", "x", 1))).withReport(List.of(test("a.B", "y", 2)));
        assertThat(timings.of(List.of("a.B"))).containsEntry("a.B", 3.0);
        assertThat(timings.withReport(List.of(test("a.B", "y", 5))).of(List.of("a.B")))
                .containsEntry("a.B", 6.0);
        assertThat(timings.withReport(List.of(test("a.C", "p", 1), test("a.C", "p", 2)))
                        .of(List.of("a.C")))
                .containsEntry("a.C", 3.0);
    }

    @Test
    void the_unknown_counts_as_the_middle_one_of_its_package_else_of_all() {
        Timings timings = Timings.ofWholes(Map.of(
                "a.b.One", 1.0, "a.b.Two", 2.0, "a.b.Three", 30.0, "a.c.Four", 4.0, "x.Five", 100.0, "bad", -1.0));
        assertThat(Estimates.of(
                        List.of(
                                "a.b.One",
                                "a.b.Two",
                                "a.b.Three",
                                "a.c.Four",
                                "x.Five",
                                "a.b.Newcomer",
                                "a.d.Newcomer",
                                "y.Newcomer"),
                        timings))
                .containsEntry("a.b.Newcomer", 2.0)
                .containsEntry("a.d.Newcomer", 3.0)
                .containsEntry("y.Newcomer", 4.0)
                .containsEntry("x.Five", 100.0);
        assertThat(Estimates.of(List.of("a"), Timings.none())).containsEntry("a", 1.0);
    }

    @Test
    void what_is_known_is_the_mean_of_old_and_new() {
        Timings timings = Timings.none().blend(Map.of("a", UnitTimes.whole(2))).blend(Map.of("a", UnitTimes.whole(4)));
        assertThat(timings.of(List.of("a"))).containsEntry("a", 3.0);
    }
}
