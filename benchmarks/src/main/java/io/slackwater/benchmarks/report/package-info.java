/** What came of a run, and how it is told. */
@NullMarked
package io.slackwater.benchmarks.report;

import org.jspecify.annotations.NullMarked;
