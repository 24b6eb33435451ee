/** How far this process has read the log that was there at its start. */
@NullMarked
package io.slackwater.runtime.replay;

import org.jspecify.annotations.NullMarked;
