/** Reads what an instance's own tasks keep, for those who ask it. */
@NullMarked
package io.slackwater.streams.view;

import org.jspecify.annotations.NullMarked;
