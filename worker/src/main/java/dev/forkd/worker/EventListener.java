package dev.forkd.worker;

import dev.forkd.worker.protocol.ThrowableData;
import dev.forkd.worker.protocol.WorkerEvent;
import dev.forkd.worker.protocol.WorkerEvent.DescriptorData;
import dev.forkd.worker.protocol.WorkerEvent.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestTag;
import org.junit.platform.engine.UniqueId;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Writes events for what the Launcher reports. Engine roots are left out, because the host reports them itself, except
 * for a failed one: its tests will never end, and the host must know that.
 */
final class EventListener implements TestExecutionListener {

    private final int plan;
    private final EventWriter events;
    private final OutputCapture output;
    private final PassedOver passedOver;
    private final Halts halts;

    EventListener(int plan, EventWriter events, OutputCapture output, PassedOver passedOver, Halts halts) {
        this.plan = plan;
        this.events = events;
        this.output = output;
        this.passedOver = passedOver;
        this.halts = halts;
    }

    @Override
    public void dynamicTestRegistered(TestIdentifier test) {
        DescriptorData descriptor = new DescriptorData(
                test.getUniqueId(),
                test.getParentId().orElse(""),
                displayName(test),
                test.getLegacyReportingName(),
                test.getType().name(),
                test.getTags().stream().map(TestTag::getName).toList(),
                test.getSource().map(SourceEncoder::encode).orElse(null));
        events.write(new WorkerEvent.Registered(descriptor));
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.getParentId().isPresent()) {
            output.started(test.getUniqueId());
            events.write(new WorkerEvent.Started(test.getUniqueId()));
        } else {
            output.executing();
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        if (test.getParentId().isPresent() && !passedOver.contains(test)) {
            output.skipped(test.getUniqueId());
            events.write(new WorkerEvent.Skipped(test.getUniqueId(), reason == null ? "" : reason));
        }
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        output.finished(test.getUniqueId(), parentInUnit(test));
        ThrowableData throwable = encode(result.getThrowable().orElse(null));
        if (test.getParentId().isPresent()) {
            Outcome outcome = Outcome.valueOf(result.getStatus().name());
            events.write(
                    new WorkerEvent.Finished(test.getUniqueId(), outcome, throwable),
                    halts.microsOf(test.getUniqueId()));
        } else if (throwable != null) {
            events.write(new WorkerEvent.PlanFailed(plan, throwable));
        }
    }

    @Override
    public void reportingEntryPublished(TestIdentifier test, ReportEntry entry) {
        output.flush();
        events.write(new WorkerEvent.Published(test.getUniqueId(), entry.getKeyValuePairs()));
    }

    private static @Nullable String parentInUnit(TestIdentifier test) {
        return test.getParentIdObject()
                .filter(parent -> parent.getSegments().size() > 1)
                .map(UniqueId::toString)
                .orElse(null);
    }

    /** The host cannot create a node with a blank name. */
    private static String displayName(TestIdentifier test) {
        String name = test.getDisplayName();
        return name.isBlank() ? test.getUniqueIdObject().getLastSegment().getValue() : name;
    }

    private static @Nullable ThrowableData encode(@Nullable Throwable throwable) {
        return throwable == null ? null : ThrowableEncoder.encode(throwable);
    }
}
