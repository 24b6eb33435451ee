/** The command that measures. */
@NullMarked
package io.slackwater.benchmarks;

import org.jspecify.annotations.NullMarked;
