package dev.forkd.engine.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.worker.SourceEncoder;
import dev.forkd.worker.protocol.WorkerEvent.SourceData;
import java.io.File;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;
import org.junit.platform.engine.support.descriptor.CompositeTestSource;
import org.junit.platform.engine.support.descriptor.DirectorySource;
import org.junit.platform.engine.support.descriptor.FilePosition;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.descriptor.PackageSource;
import org.junit.platform.engine.support.descriptor.UriSource;

class SourceReviverTests {

    static Stream<TestSource> sources() {
        return Stream.of(
                ClassSource.from("a.B", FilePosition.from(3, 4)),
                org.junit.platform.engine.support.descriptor.MethodSource.from("a.B", "c", "int, java.lang.String"),
                ClasspathResourceSource.from("a/b.txt", FilePosition.from(3)),
                FileSource.from(new File("src/test/b.txt"), FilePosition.from(3)),
                FileSource.from(new File("/elsewhere/b.txt")),
                DirectorySource.from(new File("src/test")),
                PackageSource.from("a.b"),
                UriSource.from(URI.create("https://example.org/a?b=c#d")),
                CompositeTestSource.from(List.of(ClassSource.from("a.B"), ClassSource.from("a.C"))));
    }

    @ParameterizedTest
    @MethodSource("sources")
    void a_source_comes_back(TestSource source) {
        assertThat(SourceReviver.revive(SourceEncoder.encode(source))).isEqualTo(source);
    }

    @Test
    void a_file_of_the_project_is_told_relative_to_it() {
        assertThat(SourceEncoder.encode(FileSource.from(new File("src/test/b.txt"))))
                .extracting(SourceData::values)
                .isEqualTo(List.of("src/test/b.txt"));
    }

    @Test
    void nonsense_makes_no_source() {
        assertThat(SourceReviver.revive(new SourceData("composite", List.of(""), 0, 0, List.of())))
                .isNull();
        assertThat(SourceReviver.revive(new SourceData("uri", List.of("not a uri"), 0, 0, List.of())))
                .isNull();
        assertThat(SourceReviver.revive(new SourceData("class", List.of(), 0, 0, List.of())))
                .isNull();
    }
}
