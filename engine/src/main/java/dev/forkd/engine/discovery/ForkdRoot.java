package dev.forkd.engine.discovery;

import java.util.List;
import org.junit.platform.engine.EngineDiscoveryRequest;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.discovery.UniqueIdSelector;
import org.junit.platform.engine.support.descriptor.EngineDescriptor;

/**
 * Our engine's root. It is empty when discovery ends; the units that we claim are moved under it afterwards.
 * It remembers the unique ids that were asked for, because an engine hides the invocations of a template
 * that a rerun selects inside its own descriptor.
 */
public final class ForkdRoot extends EngineDescriptor {

    private final List<UniqueId> selectedIds;

    /**
     * Makes an empty root.
     *
     * @param uniqueId the engine's id
     * @param request the request to remember the selected ids of
     */
    public ForkdRoot(UniqueId uniqueId, EngineDiscoveryRequest request) {
        super(uniqueId, "forkd");
        this.selectedIds = request.getSelectorsByType(UniqueIdSelector.class).stream()
                .map(UniqueIdSelector::getUniqueId)
                .toList();
    }

    /**
     * The unique ids that the discovery request selected.
     *
     * @return possibly empty
     */
    public List<UniqueId> selectedIds() {
        return selectedIds;
    }
}
