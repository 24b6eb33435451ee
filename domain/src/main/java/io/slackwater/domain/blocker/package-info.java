/** Why something has not happened, and what ends it. */
@NullMarked
package io.slackwater.domain.blocker;

import org.jspecify.annotations.NullMarked;
