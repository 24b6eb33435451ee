/** Policies as JSON documents: read whole, with all problems at once. */
@NullMarked
package io.slackwater.executor.policy.json;

import org.jspecify.annotations.NullMarked;
