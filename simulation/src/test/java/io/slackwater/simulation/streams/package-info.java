@NullMarked
package io.slackwater.simulation.streams;

import org.jspecify.annotations.NullMarked;
