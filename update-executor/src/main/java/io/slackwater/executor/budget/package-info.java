/** How many updates may be under way at once; pure. */
@NullMarked
package io.slackwater.executor.budget;

import org.jspecify.annotations.NullMarked;
