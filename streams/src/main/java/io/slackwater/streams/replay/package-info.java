/** Rebuilding state from the log without deciding again what the log says was decided. */
@NullMarked
package io.slackwater.streams.replay;

import org.jspecify.annotations.NullMarked;
