/** Time on the wall and on the processors. */
@NullMarked
package io.slackwater.benchmarks.clock;

import org.jspecify.annotations.NullMarked;
