/** How the updates of one change go, wave by wave; pure. */
@NullMarked
package io.slackwater.domain.rollout;

import org.jspecify.annotations.NullMarked;
