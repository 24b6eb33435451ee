/** Policies as JSON documents: read whole, with all problems at once. */
@NullMarked
package io.slackwater.mapping.policy;

import org.jspecify.annotations.NullMarked;
