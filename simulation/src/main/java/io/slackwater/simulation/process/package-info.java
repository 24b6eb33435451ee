/** The parts of the services, each of which runs and dies by itself. */
@NullMarked
package io.slackwater.simulation.process;

import org.jspecify.annotations.NullMarked;
