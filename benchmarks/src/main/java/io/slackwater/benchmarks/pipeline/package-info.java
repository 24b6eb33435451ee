/** The whole pipeline as deployed: what an update costs from REQUIRED to the freed volume. */
@NullMarked
package io.slackwater.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
