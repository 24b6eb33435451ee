/** How many updates may be under way at once; pure. */
@NullMarked
package io.slackwater.domain.budget;

import org.jspecify.annotations.NullMarked;
