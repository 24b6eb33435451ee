/** Records that no service writes, and what a topology must do with them; for the tests of every service. */
@NullMarked
package io.slackwater.streams.poison;

import org.jspecify.annotations.NullMarked;
