/** Runs the services' decisions, watchers and workers together in one thread, by a seed, and checks what must always hold. */
@NullMarked
package io.slackwater.simulation;

import org.jspecify.annotations.NullMarked;
