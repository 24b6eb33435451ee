/** When a policy's windows are open; pure. */
@NullMarked
package io.slackwater.domain.policy.window;

import org.jspecify.annotations.NullMarked;
