/** What a policy asks for as time goes by; pure. */
@NullMarked
package io.slackwater.domain.policy.deadline;

import org.jspecify.annotations.NullMarked;
