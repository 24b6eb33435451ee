@NullMarked
package io.slackwater.simulation;

import org.jspecify.annotations.NullMarked;
