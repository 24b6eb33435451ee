/** The words for portions of operating systems and their versions. */
@NullMarked
package io.slackwater.domain.portion;

import org.jspecify.annotations.NullMarked;
