/** What the log says of the fleet, as far as a plan needs it; maps the log's records. */
@NullMarked
package io.slackwater.planning.fleet;

import org.jspecify.annotations.NullMarked;
