/** What people and programs read afterwards. */
@NullMarked
package dev.forkd.action.report;

import org.jspecify.annotations.NullMarked;
