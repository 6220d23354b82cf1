/**
 * Scheduling for the engine and the GitHub Action. {@link dev.forkd.schedule.TimingsFile} stores the times of earlier
 * runs. {@link dev.forkd.schedule.Timings} and {@link dev.forkd.schedule.Estimates} predict those of the next one.
 * {@link dev.forkd.schedule.WorkQueue} hands out units at run time, the longest first, and
 * {@link dev.forkd.schedule.Schedule} distributes them beforehand. {@link dev.forkd.schedule.FleetSize} determines how
 * many workers are worthwhile.
 */
@NullMarked
package dev.forkd.schedule;

import org.jspecify.annotations.NullMarked;
