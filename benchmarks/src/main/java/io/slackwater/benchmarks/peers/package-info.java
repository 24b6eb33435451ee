/** What one would use instead, measured in the same run. */
@NullMarked
package io.slackwater.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
