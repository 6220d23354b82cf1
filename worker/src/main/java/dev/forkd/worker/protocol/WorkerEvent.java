package dev.forkd.worker.protocol;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker tells the host. Ids are JUnit unique ids in their string form. */
public sealed interface WorkerEvent {

    /** What a worker tells about itself. */
    sealed interface LifecycleEvent extends WorkerEvent {}

    /** What a worker tells about a whole plan. */
    sealed interface PlanEvent extends WorkerEvent {

        /**
         * The plan.
         *
         * @return its number
         */
        int plan();
    }

    /** What a worker tells about one test or container. */
    sealed interface NodeEvent extends WorkerEvent {

        /**
         * The test or container.
         *
         * @return its unique id, or {@code null} for what was printed outside of any
         */
        @Nullable
        String id();

        /**
         * Calls the method of its kind. Whoever does not know a kind does not compile.
         *
         * @param visitor what to call
         */
        void accept(Visitor visitor);

        /** One method for each kind of event. */
        interface Visitor {
            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void unresolved(Unresolved event);

            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void registered(Registered event);

            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void started(Started event);

            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void skipped(Skipped event);

            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void finished(Finished event);

            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void published(Published event);

            /**
             * Takes this kind.
             *
             * @param event the event
             */
            void filePublished(FilePublished event);

            /**
             * Takes this kind.
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
     * A worker that waits to be copied is warm. Not numbered like the others: its copies begin anew.
     *
     * @param objections why it must not be copied; empty when it may
     */
    record Waiting(List<String> objections) implements LifecycleEvent {}

    /** A sign of life. */
    record Heartbeat() implements LifecycleEvent {}

    /** The launcher session is open: what is set up once in a worker's life has been. */
    record Ready() implements LifecycleEvent {}

    /** The events that the host has not yet acknowledged take as much room as they may: nothing comes until it does. */
    record Full() implements LifecycleEvent {}

    /**
     * The last event of a worker that cannot go on.
     *
     * @param throwable why
     */
    record Broken(ThrowableData throwable) implements LifecycleEvent {}

    /**
     * A plan has been discovered and now runs.
     *
     * @param plan its number
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
     * @param plan its number
     */
    record PlanFinished(int plan) implements PlanEvent {}

    /**
     * A selected test does not exist in the worker, for example because its class could not be loaded.
     *
     * @param id the selected id
     * @param throwable why, when the engine said
     */
    record Unresolved(String id, @Nullable ThrowableData throwable) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.unresolved(this);
        }
    }

    /**
     * A test or container was registered while its parent ran.
     *
     * @param descriptor the whole new node
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
     * @param reason why
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
     * @param outcome how
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
     * @param path where it is in the sandbox
     * @param relative its path below the test's own output directory; empty for that directory itself
     * @param mediaType its media type, if given
     * @param files for a directory the files in it, relative to it; empty for a file
     */
    record FilePublished(String id, String path, String relative, @Nullable String mediaType, List<String> files)
            implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.filePublished(this);
        }
    }

    /**
     * Something was printed.
     *
     * @param id the test or container that most likely printed it, or {@code null} for none
     * @param error whether it went to the error stream
     * @param base64 what was printed, byte for byte, in Base64
     */
    record Output(@Nullable String id, boolean error, String base64) implements NodeEvent {
        @Override
        public void accept(Visitor visitor) {
            visitor.output(this);
        }

        /**
         * Makes the event from what was printed.
         *
         * @param id the test or container that most likely printed it, or {@code null} for none
         * @param error whether it went to the error stream
         * @param bytes what was printed
         * @return the event
         */
        public static Output of(@Nullable String id, boolean error, byte[] bytes) {
            return new Output(id, error, Base64.getEncoder().encodeToString(bytes));
        }

        /**
         * What was printed.
         *
         * @return a new array
         * @throws IllegalArgumentException when the text is not Base64
         */
        public byte[] bytes() {
            return Base64.getDecoder().decode(base64);
        }
    }

    /**
     * An engine's root failed, or the launcher itself did: the plan's tests that have not ended will not.
     *
     * @param plan number of the plan
     * @param throwable why
     */
    record PlanFailed(int plan, ThrowableData throwable) implements PlanEvent {}

    /** The last event of a worker that was told to stop. */
    record Bye() implements LifecycleEvent {}

    /** How a test or container ended. */
    enum Outcome {
        /** It ended as it should. */
        SUCCESSFUL,
        /** An assumption did not hold. */
        ABORTED,
        /** It failed. */
        FAILED
    }

    /**
     * A node of the test tree, whole, as dynamic nodes are sent.
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
     * A test source: its kind and the values that make it up again.
     *
     * @param kind {@code class}, {@code method}, {@code resource}, {@code file}, {@code directory},
     *     {@code package}, {@code uri} or {@code composite}
     * @param values for a class its name; for a method class, method and parameter types; else the name; files of
     *     the project are relative to it
     * @param line line, or 0 when unknown
     * @param column column, or 0 when unknown
     * @param parts the sources that a composite one is made of
     */
    record SourceData(String kind, List<String> values, int line, int column, List<SourceData> parts) {}
}
