/** How an update is carried out: restart, verification, the words of the guest. */
@NullMarked
package io.slackwater.domain.policy.execution;

import org.jspecify.annotations.NullMarked;
