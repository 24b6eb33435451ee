/** A log in memory: in order by key, with delays and repetitions on the way to its readers. */
@NullMarked
package io.slackwater.simulation.log;

import org.jspecify.annotations.NullMarked;
