/** The life of an update: its states, the transitions that are legal, and what is said of it. */
@NullMarked
package io.slackwater.domain.update;

import org.jspecify.annotations.NullMarked;
