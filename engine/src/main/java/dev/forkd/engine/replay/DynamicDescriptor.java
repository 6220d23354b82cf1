package dev.forkd.engine.replay;

import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.support.descriptor.AbstractTestDescriptor;

/**
 * A node that a worker registered while its parent ran, with everything that reports read. There may be very many, so it
 * shares what it can with its parent.
 */
final class DynamicDescriptor extends AbstractTestDescriptor {

    private final String legacyName;
    private final Type type;
    private final List<TestTag> tags;

    DynamicDescriptor(TestDescriptor parent, DescriptorData data, @Nullable TestSource source) {
        super(below(parent.getUniqueId(), UniqueId.parse(data.id())), data.displayName(), shared(parent, source));
        this.legacyName = data.legacyName().equals(data.displayName()) ? data.displayName() : data.legacyName();
        this.type = Type.valueOf(data.type());
        this.tags = data.tags().stream()
                .filter(TestTag::isValid)
                .map(TestTag::create)
                .toList();
    }

    private static @Nullable TestSource shared(TestDescriptor parent, @Nullable TestSource source) {
        TestSource parents = parent.getSource().orElse(null);
        return source == null || source.equals(parents) ? parents : source;
    }

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
