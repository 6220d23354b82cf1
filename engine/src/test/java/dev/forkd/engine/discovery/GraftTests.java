package dev.forkd.engine.discovery;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectIteration;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import dev.forkd.engine.ForkdTestEngine;
import dev.forkd.engine.configuration.Scope;
import dev.forkd.engine.fixture.AnnotatedFixture;
import dev.forkd.engine.fixture.NestingEngine;
import dev.forkd.engine.fixture.PlainFixture;
import dev.forkd.engine.fixture.SuiteFixture;
import dev.forkd.engine.fixture.TemplatesFixture;
import dev.forkd.junit.SandboxContext;
import dev.forkd.junit.SandboxContextResolver;
import dev.forkd.junit.fixtures.Sandbox;
import dev.forkd.junit.fixtures.SandboxFixtures;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryListener;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Through a real Launcher, with what is registered as services. */
@Timeout(60)
class GraftTests {

    private static final String JUPITER = "[engine:junit-jupiter]/[class:";

    @Test
    void without_an_annotation_nothing_is_claimed() {
        assertThat(rootOfEach(discover("annotated", selectClass(PlainFixture.class))))
                .containsExactly(Map.entry(JUPITER + PlainFixture.class.getName() + "]", "[engine:junit-jupiter]"));
    }

    @Test
    void annotated_classes_and_their_subclasses_are_claimed_and_their_ids_stay() {
        TestPlan plan = discover(
                "annotated",
                selectClass(PlainFixture.class),
                selectClass(AnnotatedFixture.class),
                selectClass(AnnotatedFixture.SubFixture.class));

        assertThat(rootOfEach(plan))
                .containsOnly(
                        Map.entry(JUPITER + PlainFixture.class.getName() + "]", "[engine:junit-jupiter]"),
                        Map.entry(JUPITER + AnnotatedFixture.class.getName() + "]", "[engine:forkd]"),
                        Map.entry(JUPITER + AnnotatedFixture.SubFixture.class.getName() + "]", "[engine:forkd]"));
    }

    @Test
    void with_scope_all_everything_is_claimed_once() {
        TestPlan plan = discover("all", selectClass(PlainFixture.class), selectClass(SuiteFixture.class));

        assertThat(rootOfEach(plan).values()).containsOnly("[engine:forkd]").hasSize(2);
        assertThat(plan.countTestIdentifiers(TestIdentifier::isTest)).isEqualTo(4);
    }

    @Test
    void the_root_knows_whether_every_test_was_moved_to_it() {
        assertThat(grafted(Scope.ALL, PlainFixture.class).hasAllTests()).isTrue();
        assertThat(grafted(Scope.ALL, PlainFixture.class, ProvidedFixture.class).hasAllTests())
                .isFalse();
        assertThat(grafted(Scope.ANNOTATED, PlainFixture.class, AnnotatedFixture.class)
                        .hasAllTests())
                .isFalse();
    }

    private static ForkdRoot grafted(Scope scope, Class<?>... classes) {
        ForkdRoot ours = new ForkdRoot(
                UniqueId.forEngine("forkd"),
                LauncherDiscoveryRequestBuilder.request().build());
        EngineDescriptor other = new EngineDescriptor(UniqueId.forEngine("other"), "other");
        for (Class<?> type : classes) {
            other.addChild(new UnitDescriptor(other.getUniqueId().append("class", type.getName()), type));
        }
        Graft.moveUnits(Set.of(ours, other), ours, new Claim(scope));
        return ours;
    }

    private static final class UnitDescriptor extends AbstractTestDescriptor {

        UnitDescriptor(UniqueId id, Class<?> type) {
            super(id, type.getSimpleName(), ClassSource.from(type));
        }

        @Override
        public Type getType() {
            return Type.CONTAINER;
        }
    }

    @Test
    void a_suite_that_was_emptied_stays_with_its_engine() {
        PostDiscoveryFilter nothing = descriptor ->
                FilterResult.includedIf(descriptor.getUniqueId().toString().contains(AnnotatedFixture.class.getName()));
        TestPlan plan = LauncherFactory.create()
                .discover(request("all")
                        .selectors(selectClass(SuiteFixture.class), selectClass(AnnotatedFixture.class))
                        .filters(nothing)
                        .build());

        assertThat(rootOfEach(plan))
                .contains(Map.entry(
                        "[engine:junit-platform-suite]/[suite:" + SuiteFixture.class.getName() + "]",
                        "[engine:junit-platform-suite]"))
                .contains(Map.entry(JUPITER + AnnotatedFixture.class.getName() + "]", "[engine:forkd]"));
    }

    @Test
    void a_scope_that_makes_no_sense_claims_everything_so_that_running_it_is_refused() {
        assertThat(rootOfEach(discover("everyting", selectClass(PlainFixture.class)))
                        .values())
                .containsExactly("[engine:forkd]");
    }

    @Test
    void a_discovery_inside_a_discovery_keeps_its_own_roots() {
        Launcher inner = LauncherFactory.create();
        Launcher outer = launcher(new NestingEngine(inner, null));

        TestPlan plan = outer.discover(
                request("all").selectors(selectClass(PlainFixture.class)).build());

        assertThat(rootOfEach(plan))
                .containsExactly(Map.entry(JUPITER + PlainFixture.class.getName() + "]", "[engine:forkd]"));
    }

    @Test
    void a_discovery_that_throws_leaves_no_stale_state() {
        Launcher broken = launcher(new NestingEngine(null, new IllegalStateException("broken")));
        LauncherDiscoveryRequest request =
                request("all").selectors(selectClass(PlainFixture.class)).build();
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> broken.discover(request)).rootCause().hasMessage("broken");
        }

        assertThat(DiscoveryScope.openOnThisThread()).isZero();
        assertThat(rootOfEach(discover("annotated", selectClass(AnnotatedFixture.class)))
                        .values())
                .containsExactly("[engine:forkd]");
        assertThat(DiscoveryScope.openOnThisThread()).isZero();
    }

    @Test
    void a_discovery_that_broke_off_inside_another_one_is_dropped_with_it() {
        Launcher inner = launcher(new NestingEngine(null, new IllegalStateException("broken")));
        Launcher outer = launcher(new NestingEngine(inner, null));
        LauncherDiscoveryRequest request = request("all")
                .configurationParameter("junit.platform.discovery.listener.default", "logging")
                .selectors(selectClass(PlainFixture.class))
                .build();

        TestPlan plan = outer.discover(request);

        assertThat(rootOfEach(plan))
                .contains(Map.entry(JUPITER + PlainFixture.class.getName() + "]", "[engine:forkd]"));
        assertThat(DiscoveryScope.openOnThisThread()).isZero();
    }

    @Test
    void discovery_alone_starts_nothing_and_the_root_is_empty() {
        TestDescriptor root = new ForkdTestEngine().discover(request("all").build(), UniqueId.forEngine("forkd"));

        assertThat(root.getChildren()).isEmpty();
    }

    @Test
    void selected_invocations_are_remembered_by_id_and_by_place() throws Exception {
        UniqueId numbers =
                UniqueId.parse(JUPITER + TemplatesFixture.class.getName() + "]/[test-template:numbers(int)]");
        UniqueId first = numbers.append("test-template-invocation", "#1");
        UniqueId third = numbers.append("test-template-invocation", "#3");
        UniqueId factory = UniqueId.parse(JUPITER + TemplatesFixture.class.getName() + "]/[test-factory:dynamic()]");

        ForkdRoot root = graft(
                selectUniqueId(first),
                selectIteration(selectMethod(TemplatesFixture.class, "numbers", int.class), 2),
                selectIteration(selectMethod(TemplatesFixture.class, "dynamic"), 1));

        assertThat(root.selectedIds())
                .containsExactlyInAnyOrder(
                        first, third, factory.append("dynamic-test", "#2"), factory.append("dynamic-container", "#2"));
    }

    @Test
    void tests_that_take_a_sandbox_which_nobody_provides_are_noticed() {
        ForkdRoot root = graft(selectClass(BareFixture.class), selectClass(ProvidedFixture.class));

        assertThat(root.remark())
                .get(as(STRING))
                .contains(BareFixture.class.getName() + ".takes (and 1 more such method) takes a Sandbox")
                .contains("Write @SandboxFixtures on the class");
        assertThat(graft(selectClass(ProvidedFixture.class)).remark()).isEmpty();
        assertThat(graft(selectClass(PlainFixture.class)).remark()).isEmpty();
    }

    @Test
    void so_are_tests_that_take_a_context_which_nobody_provides() {
        assertThat(graft(selectClass(ContextFixture.class)).remark())
                .get(as(STRING))
                .contains(ContextFixture.class.getName() + ".takes takes a SandboxContext")
                .contains("Write @ExtendWith(SandboxContextResolver.class) on the class");
        assertThat(graft(selectClass(ResolvedFixture.class), selectClass(AnnotatedFixture.class))
                        .remark())
                .isEmpty();
    }

    static class ContextFixture {

        @Test
        void takes(SandboxContext sandbox) {
            assertThat(sandbox.count()).isPositive();
        }
    }

    static class ResolvedFixture {

        @Test
        @ExtendWith(SandboxContextResolver.class)
        void takes(SandboxContext sandbox) {
            assertThat(sandbox.count()).isPositive();
        }
    }

    static class BareFixture {

        @Test
        void takes(TestInfo info, Sandbox sandbox) {
            sandbox.close();
        }

        @Nested
        class Inner {

            @Test
            void alsoTakes(Sandbox sandbox) {
                sandbox.close();
            }
        }
    }

    @SandboxFixtures
    static class ProvidedFixture {

        @Nested
        class Inner {

            @Test
            void takes(Sandbox sandbox) {
                sandbox.close();
            }
        }
    }

    private static ForkdRoot graft(DiscoverySelector... selectors) {
        ForkdRoot[] root = new ForkdRoot[1];
        PostDiscoveryFilter spy = descriptor -> {
            if (descriptor instanceof ForkdRoot ours) {
                root[0] = ours;
            }
            return FilterResult.included("");
        };
        LauncherFactory.create()
                .discover(request("all").selectors(selectors).filters(spy).build());
        return root[0];
    }

    private static Launcher launcher(TestEngine further) {
        return LauncherFactory.create(
                LauncherConfig.builder().addTestEngines(further).build());
    }

    private static TestPlan discover(String scope, DiscoverySelector... selectors) {
        return LauncherFactory.create()
                .discover(request(scope).selectors(selectors).build());
    }

    private static LauncherDiscoveryRequestBuilder request(String scope) {
        return LauncherDiscoveryRequestBuilder.request()
                .configurationParameter("forkd.scope", scope)
                .listeners(new LauncherDiscoveryListener() {});
    }

    /** Each unit's id and the root that it is under. */
    private static Map<String, String> rootOfEach(TestPlan plan) {
        Map<String, String> roots = new TreeMap<>();
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier unit : plan.getChildren(root)) {
                roots.put(unit.getUniqueId(), root.getUniqueId());
            }
        }
        return roots;
    }
}
