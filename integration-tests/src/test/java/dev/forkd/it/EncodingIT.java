package dev.forkd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.reports.ReportComparison;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a test prints, reads and writes is encoded in a worker as it would be here, whatever the locale and the arguments. */
class EncodingIT {

    @RegisterExtension
    final Home home = new Home();

    @ParameterizedTest
    @CsvSource({
        "'', C.UTF-8",
        "'', C",
        "-Dfile.encoding=ISO-8859-1, C.UTF-8",
        "-Dfile.encoding=ISO-8859-1, C",
        "-Dfile.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8, C"
    })
    void workers_have_the_encodings_of_this_jvm(String arguments, String locale) {
        Project project = Project.fixture("encoding");
        MavenBuild.Result plain = MavenBuild.tests(project, home)
                .arguments("-Dit.arguments=" + arguments)
                .environment("LC_ALL", locale)
                .run();
        assertThat(plain.exitCode()).as(plain.output()).isZero();

        MavenBuild.Result forkd = MavenBuild.forkd(project, home, 2)
                .arguments("-Dit.arguments=" + arguments)
                .environment("LC_ALL", locale)
                .run();

        assertThat(forkd.exitCode()).as(forkd.output()).isZero();
        assertThat(ReportComparison.differences(plain.reports(), forkd.reports(), "--full"))
                .isEmpty();
    }
}
