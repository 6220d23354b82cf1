package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Reports show how long a test lasted in its sandbox, although they hear of it later and all at once. */
class ReportedTimesIT {

    private static final Pattern LASTED = Pattern.compile("lasted (\\d+)");

    @RegisterExtension
    final Home home = new Home();

    @Test
    void a_tests_time_is_that_of_its_sandbox() {
        MavenBuild.Result forkd = MavenBuild.forkd(Project.fixture("cases"), home, 2)
                .arguments("-Dtest=Lasting*Test")
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        List<Reports.Case> lasting = forkd.tests().cases().stream()
                .filter(test -> !test.name().equals("warmsUp"))
                .toList();
        assertThat(lasting).hasSize(6).allSatisfy(test -> {
            double lasted = lasted(test.output());
            assertThat(test.time() * 1000).isCloseTo(lasted, within(Math.max(20, lasted / 10)));
        });
    }

    private static double lasted(String output) {
        Matcher matcher = LASTED.matcher(output);
        assertThat(matcher.find()).as(output).isTrue();
        return Double.parseDouble(matcher.group(1));
    }
}
