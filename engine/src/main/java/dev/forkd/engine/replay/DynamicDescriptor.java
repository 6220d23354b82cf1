package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/** A node that a worker registered while its parent ran, with everything that reports read. */
final class DynamicDescriptor extends AbstractTestDescriptor {

    private final String legacyName;
    private final Type type;
    private final Set<TestTag> tags = new LinkedHashSet<>();

    DynamicDescriptor(UniqueId parent, DescriptorData data, @Nullable TestSource source) {
        super(below(parent, UniqueId.parse(data.id())), data.displayName(), source);
        this.legacyName = data.legacyName();
        this.type = Type.valueOf(data.type());
        data.tags().stream().filter(TestTag::isValid).map(TestTag::create).forEach(tags::add);
    }

    /** Shares the parent's segments, because there may be very many nodes below it. */
    private static UniqueId below(UniqueId parent, UniqueId id) {
        UniqueId shared = parent.append(id.getLastSegment());
        return shared.equals(id) ? shared : id;
    }

    @Override
    public Type getType() {
        return type;
    }

    @Override
    public String getLegacyReportingName() {
        return legacyName;
    }

    /** Keeps the original order, because reports show it. */
    @Override
    public Set<TestTag> getTags() {
        return new LinkedHashSet<>(tags);
    }
}
