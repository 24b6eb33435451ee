/** What an operator asks of the updates of some VMs: when, how, how fast; values only, so that a decision can depend on them. */
@NullMarked
package io.slackwater.domain.policy;

import org.jspecify.annotations.NullMarked;
