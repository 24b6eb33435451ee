/** What a change would do and when it would be done, from what is known of the fleet; pure. */
@NullMarked
package io.slackwater.planning.plan;

import org.jspecify.annotations.NullMarked;
