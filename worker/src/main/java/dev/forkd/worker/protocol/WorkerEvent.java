package dev.forkd.worker.protocol;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An event that a worker sends to the host. Ids are JUnit unique ids in string form. */
public sealed interface WorkerEvent {

    /** An event about the worker itself. */
    sealed interface LifecycleEvent extends WorkerEvent {}

    /** An event about a whole plan. */
    sealed interface PlanEvent extends WorkerEvent {

        /**
         * Returns the plan's number.
         *
         * @return the number
         */
        int plan();
    }

    /** An event about a single test or container. */
    sealed interface NodeEvent extends WorkerEvent {

        /**
         * Returns the id of the test or container.
         *
         * @return the unique id, or {@code null} for output that belongs to no test
         */
        @Nullable
        String id();

        /**
         * Calls the visitor's method for this kind of event. Because there is one method for each kind, the compiler
         * finds visitors that miss a new kind.
         *
         * @param visitor the visitor to call
         */
        void accept(Visitor visitor);

        /** Has one method for each kind of event. */
        interface Visitor {
            /**
             * Handles a test that does not exist in the worker.
             *
             * @param event the event
             */
            void unresolved(Unresolved event);

            /**
             * Handles a new dynamic node.
             *
             * @param event the event
             */
            void registered(Registered event);

            /**
             * Handles the start of a test or container.
             *
             * @param event the event
             */
            void started(Started event);

            /**
             * Handles a skipped test or container.
             *
             * @param event the event
             */
            void skipped(Skipped event);

            /**
             * Handles the end of a test or container.
             *
             * @param event the event
             */
            void finished(Finished event);

            /**
             * Handles a published report entry.
             *
             * @param event the event
             */
            void published(Published event);

            /**
             * Handles a published file.
             *
             * @param event the event
             */
            void filePublished(FilePublished event);

            /**
             * Handles output.
             *
             * @param event the event
             */
            void output(Output event);
        }
    }

    /**
     * The first event of a worker.
     *
     * @param protocol {@link Protocol#VERSION} of the worker
     * @param java version of its JVM
     * @param pid its process id inside the sandbox
     */
    record Hello(int protocol, String java, long pid) implements LifecycleEvent {}

    /**
     * A worker that waits to be copied is warm. This event does not count in the numbering of later events: a copy
     * begins with 1 again.
     *
     * @param objections reasons why it must not be copied; empty if it may be
     */
    record Waiting(List<String> objections) implements LifecycleEvent {}

    /**
     * A sign of life.
     *
     * @param read how many commands the worker has read since it was told which worker it is
     */
    record Heartbeat(long read) implements LifecycleEvent {

        /** The number of a worker that does not count what it reads. */
        public static final long NOT_COUNTED = -1;

        /** Makes one of a worker that does not count what it reads. */
        public Heartbeat() {
            this(NOT_COUNTED);
        }
    }

    /** The launcher session is open, so everything that is set up once per worker has been set up. */
    record Ready() implements LifecycleEvent {}

    /**
     * The events that the host has not acknowledged have reached their size limit; no further event comes before the
     * host acknowledges this one.
     */
    record Full() implements LifecycleEvent {}

    /**
     * A test has failed and stands still before its tear-down, so that its sandbox can be branched. It goes on when it
     * is told to.
     *
     * @param id the test's id
     */
    record Halted(String id) implements LifecycleEvent {}

    /**
     * The last event of a worker that cannot go on.
     *
     * @param throwable the reason
     */
    record Broken(ThrowableData throwable) implements LifecycleEvent {}

    /**
     * A plan has been discovered and begins to run.
     *
     * @param plan the plan's number
     * @param units ids of the units that were found, in the order in which they will run
     */
    record PlanStarted(int plan, List<String> units) implements PlanEvent {}

    /**
     * A unit is about to start and waits to be granted or refused.
     *
     * @param plan number of the plan
     * @param unit the unit's id
     */
    record Asked(int plan, String unit) implements PlanEvent {}

    /**
     * Every granted unit of a plan has ended, and the others were passed over.
     *
     * @param plan the plan's number
     */
    record PlanFinished(int plan) implements PlanEvent {}

    /**
     * A selected test does not exist in the worker, for example because its class could not be loaded.
     *
     * @param id the selected id
     * @param throwable the reason, if it is known
     */
    record Unresolved(String id, @Nullable ThrowableData throwable) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.unresolved(this);
        }
    }

    /**
     * A dynamic test or container was registered while its parent ran.
     *
     * @param descriptor the complete new node
     */
    record Registered(DescriptorData descriptor) implements NodeEvent {
        @Override
        public String id() {
            return descriptor.id();
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.registered(this);
        }
    }

    /**
     * A test or container has started.
     *
     * @param id its id
     */
    record Started(String id) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.started(this);
        }
    }

    /**
     * A test or container was skipped.
     *
     * @param id its id
     * @param reason the reason, possibly empty
     */
    record Skipped(String id, String reason) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.skipped(this);
        }
    }

    /**
     * A test or container has ended.
     *
     * @param id its id
     * @param outcome how it ended
     * @param throwable the reason of a failure or an abortion, if there is one
     */
    record Finished(String id, Outcome outcome, @Nullable ThrowableData throwable) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.finished(this);
        }
    }

    /**
     * A test published a report entry.
     *
     * @param id the test's id
     * @param entries its keys and values, in order
     */
    record Published(String id, Map<String, String> entries) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.published(this);
        }
    }

    /**
     * A test published a file or a directory.
     *
     * @param id the test's id
     * @param path its path in the sandbox
     * @param relative its path below the test's own output directory; empty for that directory itself
     * @param mediaType its media type, if given
     * @param files for a directory, the relative paths of the files in it; empty for a file
     */
    record FilePublished(String id, String path, String relative, @Nullable String mediaType, List<String> files)
            implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.filePublished(this);
        }
    }

    /**
     * Output of a test or container.
     *
     * @param id the test or container that most likely printed it, or {@code null} for none
     * @param error whether it went to the error stream
     * @param base64 the printed bytes in Base64; text is in UTF-8, whatever the charset of the worker's JVM is
     */
    record Output(@Nullable String id, boolean error, String base64) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.output(this);
        }

        /**
         * Makes the event from the printed bytes.
         *
         * @param id the test or container that most likely printed it, or {@code null} for none
         * @param error whether it went to the error stream
         * @param bytes the printed bytes
         * @return the event
         */
        public static Output of(@Nullable String id, boolean error, byte[] bytes) {
            return new Output(id, error, Base64.getEncoder().encodeToString(bytes));
        }

        /**
         * Returns the printed bytes.
         *
         * @return a new array
         * @throws IllegalArgumentException if the text is not Base64
         */
        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /**
     * An engine's root or the launcher itself failed. The tests of the plan that have not ended will never end.
     *
     * @param plan number of the plan
     * @param throwable the reason
     */
    record PlanFailed(int plan, ThrowableData throwable) implements PlanEvent {}

    /** The last event of a worker that was told to stop. */
    record Bye() implements LifecycleEvent {}

    /** How a test or container ended. */
    enum Outcome {
        /** It succeeded. */
        SUCCESSFUL,
        /** An assumption did not hold. */
        ABORTED,
        /** It failed. */
        FAILED
    }

    /**
     * A complete node of the test tree; dynamic nodes are sent in this form.
     *
     * @param id its unique id
     * @param parent its parent's unique id
     * @param displayName its display name
     * @param legacyName its legacy reporting name
     * @param type {@code TEST}, {@code CONTAINER} or {@code CONTAINER_AND_TEST}
     * @param tags its tags, in order
     * @param source where it is defined, if known
     */
    record DescriptorData(
            String id,
            String parent,
            String displayName,
            String legacyName,
            String type,
            List<String> tags,
            @Nullable SourceData source) {}

    /**
     * A test source: its kind, and the values from which it can be made again.
     *
     * @param kind {@code class}, {@code method}, {@code resource}, {@code file}, {@code directory}, {@code package},
     *     {@code uri} or {@code composite}
     * @param values for a method its class, name and parameter types; otherwise a single name; paths of the project's
     *     files are relative to the project
     * @param line line, or 0 if unknown
     * @param column column, or 0 if unknown
     * @param parts the sources that a composite source consists of
     */
    record SourceData(String kind, List<String> values, int line, int column, List<SourceData> parts) {}
}
