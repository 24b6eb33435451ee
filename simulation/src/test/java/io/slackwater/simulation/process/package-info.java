@NullMarked
package io.slackwater.simulation.process;

import org.jspecify.annotations.NullMarked;
