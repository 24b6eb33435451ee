/** Which policy applies to a VM and a change, and why; pure. */
@NullMarked
package io.slackwater.domain.policy.selection;

import org.jspecify.annotations.NullMarked;
