/** Time that passes only where the simulation lets it. */
@NullMarked
package io.slackwater.simulation.time;

import org.jspecify.annotations.NullMarked;
