/** What a policy asks for as time goes by; pure. */
@NullMarked
package io.slackwater.executor.policy.deadline;

import org.jspecify.annotations.NullMarked;
