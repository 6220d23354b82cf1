package dev.forkd.engine.discovery;

import dev.forkd.engine.host.HostFrames;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.ClassSelector;
import org.junit.platform.engine.discovery.IterationSelector;
import org.junit.platform.engine.discovery.MethodSelector;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;

/**
 * Our engine's root. It is empty when discovery ends; claimed units are moved under it afterwards. It also remembers
 * which unique ids and which single invocations of templates were requested, because engines hide the requested
 * invocations inside their own descriptors.
 */
public final class ForkdRoot extends EngineDescriptor {

    private final List<StackTraceElement> discoveredBy = HostFrames.ofThisThread();
    private final List<UniqueId> uniqueIds;
    private boolean seenByTheGraft;
    private boolean alone;
    private boolean hasAllTests;
    private Optional<String> remark = Optional.empty();
    private final List<IterationSelector> iterations;

    /**
     * Makes an empty root.
     *
     * @param uniqueId the engine's id
     * @param request the request whose selectors are remembered
     */
    public ForkdRoot(UniqueId uniqueId, EngineDiscoveryRequest request) {
        super(uniqueId, "forkd");
        this.uniqueIds = request.getSelectorsByType(UniqueIdSelector.class).stream()
                .map(UniqueIdSelector::getUniqueId)
                .toList();
        this.iterations = List.copyOf(request.getSelectorsByType(IterationSelector.class));
    }

    void discoveredAlone(boolean isAlone) {
        seenByTheGraft = true;
        alone = isAlone;
    }

    /**
     * Tells whether the Launcher called the {@link Graft}. An old one does not, nor does one whose configuration turns
     * listeners off; then nothing can be claimed.
     *
     * @return {@code true} if it was called
     */
    public boolean isSeenByTheGraft() {
        return seenByTheGraft;
    }

    /**
     * Tells whether no other engine took part in the discovery. Since this engine discovers nothing itself, nothing at
     * all runs then.
     *
     * @return {@code true} if there is no other engine
     */
    public boolean isAlone() {
        return alone;
    }

    void graftedAll(boolean all) {
        hasAllTests = all;
    }

    /**
     * Tells whether every test that was discovered was moved here, so that other engines run none.
     *
     * @return {@code true} if so
     */
    public boolean hasAllTests() {
        return hasAllTests;
    }

    void remark(String line) {
        remark = Optional.of(line);
    }

    /**
     * Returns what discovery has noticed about tests that other engines run.
     *
     * @return a line for the user, if any
     */
    public Optional<String> remark() {
        return remark;
    }

    /**
     * Returns the stack frames of the callers of discovery.
     *
     * @return the frames below the engine
     */
    public List<StackTraceElement> discoveredBy() {
        return discoveredBy;
    }

    /**
     * Returns the unique ids that the discovery request selected, including those of single invocations. Call this
     * after the graft.
     *
     * @return the ids, possibly none
     */
    public List<UniqueId> selectedIds() {
        return Stream.concat(uniqueIds.stream(), iterations.stream().flatMap(this::invocations))
                .toList();
    }

    /** The ids of the invocations that a selector names by index, as Jupiter numbers them. */
    private Stream<UniqueId> invocations(IterationSelector selector) {
        return getDescendants().stream()
                .filter(node -> isSelected(node, selector.getParentSelector()))
                .flatMap(node -> selector.getIterationIndices().stream()
                        .map(index -> "#" + (index + 1))
                        .flatMap(number -> invocationTypes(node)
                                .map(type -> node.getUniqueId().append(type, number))));
    }

    private static boolean isSelected(TestDescriptor node, DiscoverySelector parent) {
        if (parent instanceof UniqueIdSelector unique) {
            return node.getUniqueId().equals(unique.getUniqueId());
        }
        if (parent instanceof MethodSelector method) {
            return node.getSource()
                    .filter(source -> source instanceof MethodSource found
                            && found.getClassName().equals(method.getClassName())
                            && found.getMethodName().equals(method.getMethodName()))
                    .isPresent();
        }
        return parent instanceof ClassSelector type
                && node.getSource()
                        .filter(source -> source instanceof ClassSource found
                                && found.getClassName().equals(type.getClassName()))
                        .isPresent();
    }

    private static Stream<String> invocationTypes(TestDescriptor node) {
        return switch (node.getUniqueId().getLastSegment().getType()) {
            case "test-template" -> Stream.of("test-template-invocation");
            case "class-template", "nested-class-template" -> Stream.of("class-template-invocation");
            case "test-factory" -> Stream.of("dynamic-test", "dynamic-container");
            default -> Stream.empty();
        };
    }
}
