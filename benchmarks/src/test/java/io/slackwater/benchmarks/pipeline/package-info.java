@NullMarked
package io.slackwater.benchmarks.pipeline;

import org.jspecify.annotations.NullMarked;
