/** The documents of the console's REST API. Times are UTC, sizes are in bytes. A member that says nothing is null or empty, never absent. */
@NullMarked
package io.slackwater.api;

import org.jspecify.annotations.NullMarked;
