package dev.forkd.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.forkd.engine.configuration.Scope;
import dev.forkd.engine.fixture.AnnotatedFixture;
import dev.forkd.engine.fixture.PlainFixture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.ClasspathResourceSource;

class ClaimTests {

    static Stream<Arguments> units() {
        return Stream.of(
                Arguments.of(ClassSource.from(AnnotatedFixture.class), true),
                Arguments.of(ClassSource.from(AnnotatedFixture.class.getName()), true),
                Arguments.of(ClassSource.from(PlainFixture.class), false),
                Arguments.of(ClassSource.from("no.such.Class"), false),
                Arguments.of(ClasspathResourceSource.from("features/a.feature"), false),
                Arguments.of(null, false));
    }

    @ParameterizedTest
    @MethodSource("units")
    void only_annotated_classes_are_claimed_by_default_and_others_do_no_harm(TestSource source, boolean claimed) {
        TestDescriptor unit = new Unit("e", source);

        assertThat(new Claim(Scope.ANNOTATED).covers(unit)).isEqualTo(claimed);
        assertThat(new Claim(Scope.ALL).covers(unit)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("units")
    void a_suite_without_children_is_never_claimed(TestSource source) {
        TestDescriptor suite = new Unit("junit-platform-suite", source);
        assertThat(new Claim(Scope.ALL).covers(suite)).isFalse();

        suite.addChild(new Unit("junit-platform-suite", null));
        assertThat(new Claim(Scope.ALL).covers(suite)).isTrue();
    }

    @Test
    void a_unit_is_claimed_for_what_is_below_it_unless_something_in_it_makes_sandboxes() {
        TestDescriptor unit = new Unit("e", ClassSource.from(PlainFixture.class));
        TestDescriptor below = new Unit("e", ClassSource.from(AnnotatedFixture.class));
        unit.addChild(below);
        assertThat(new Claim(Scope.ANNOTATED).covers(unit)).isTrue();

        below.addChild(new Unit("e", ClassSource.from(GraftTests.ProvidedFixture.class)));
        assertThat(new Claim(Scope.ANNOTATED).covers(unit)).isFalse();
        assertThat(new Claim(Scope.ALL).covers(unit)).isFalse();
    }

    private static final class Unit extends AbstractTestDescriptor {

        Unit(String engine, TestSource source) {
            super(UniqueId.forEngine(engine).append("unit", String.valueOf(source)), "unit", source);
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }
    }
}
