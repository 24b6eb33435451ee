/** Reads what an instance's own tasks keep, for those who ask it. */
@NullMarked
package io.slackwater.runtime.view;

import org.jspecify.annotations.NullMarked;
