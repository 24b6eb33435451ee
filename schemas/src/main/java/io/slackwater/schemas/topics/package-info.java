/** Which topics there are, what each holds, and for how long. */
@NullMarked
package io.slackwater.schemas.topics;

import org.jspecify.annotations.NullMarked;
