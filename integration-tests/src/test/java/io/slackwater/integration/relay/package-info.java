/** What the services and a host's daemon say to each other, and who acts in between. */
@NullMarked
package io.slackwater.integration.relay;

import org.jspecify.annotations.NullMarked;
