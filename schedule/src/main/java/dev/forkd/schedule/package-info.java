/**
 * Who runs what when, for the engine and the GitHub Action. {@link dev.forkd.schedule.TimingsFile} keeps what earlier
 * runs took, {@link dev.forkd.schedule.Timings} and {@link dev.forkd.schedule.Estimates} tell what the next one will
 * take, {@link dev.forkd.schedule.WorkQueue} hands out the longest first, {@link dev.forkd.schedule.Schedule} does so
 * before anything runs, {@link dev.forkd.schedule.FleetSize} says how many workers are worth it, and {@link
 * dev.forkd.schedule.Simulator} compares them with what others do.
 */
@NullMarked
package dev.forkd.schedule;

import org.jspecify.annotations.NullMarked;
