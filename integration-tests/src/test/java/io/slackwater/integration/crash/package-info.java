/** Services that are killed at each step of what they do, and go on. */
@NullMarked
package io.slackwater.integration.crash;

import org.jspecify.annotations.NullMarked;
